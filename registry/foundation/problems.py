"""What goes wrong, as values: one kind for a form's field, a spreadsheet's cell, an API's path, a terminal.

Refusal                 an act was refused; carries problems that are meant for the user's eyes
├── NotAllowed          the viewer's role does not allow the act
├── Absent              there is no such thing, or the viewer may not know that there is
└── Conflict            somebody else was faster; says what happened
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from registry.foundation.dates import day_in_words, moment_in_words
from registry.foundation.languages import LANGUAGES, Language, spoken_language, translate

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for people: a Chinese text with named places, and what stands in them.

    Make one with `message`, so that the text is found for the catalogue.
    """

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def in_language(self, language: Language) -> str:
        """Return the sentence in one language; dates, and values with an `in_language`, are put in words too."""
        shown = {name: _in_words(value, language) for name, value in self.values.items()}
        text = translate(self.text, language)
        return text.format(**shown) if shown else text

    def in_both(self) -> dict[Language, str]:
        """Return the sentence as `{"zh": …, "en": …}`."""
        return {language: self.in_language(language) for language in LANGUAGES}

    def __str__(self) -> str:
        return self.in_language(spoken_language())


def message(text: str, /, **values: object) -> Message:
    """Return a message; the extraction of the catalogue looks for this name."""
    return Message(text, values)


def _in_words(value: object, language: Language) -> object:
    in_language = getattr(value, "in_language", None)
    if in_language is not None:
        return in_language(language)
    if isinstance(value, datetime):
        return moment_in_words(value, language)
    if isinstance(value, date):
        return day_in_words(value, language)
    return value


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: a stable code, where it is, what is wrong, and how to mend it.

    `where` is a form's field, a cell as a spreadsheet names it ("D5"), or a JSON path; None is the whole.
    """

    code: str
    message: Message
    where: str | None = None
    cure: Message | None = None
    severity: Severity = "error"

    def in_language(self, language: Language) -> str:
        """Return what is wrong and how to mend it, as one text."""
        parts = [self.message.in_language(language)]
        if self.cure is not None:
            parts.append(self.cure.in_language(language))
        return ("" if language == "zh" else " ").join(parts)

    def in_both(self) -> dict[Language, str]:
        """Return what is wrong and how to mend it as `{"zh": …, "en": …}`."""
        return {language: self.in_language(language) for language in LANGUAGES}

    def __str__(self) -> str:
        return self.in_language(spoken_language())


class Refusal(Exception):
    """An act was refused, and nothing of it was saved; its problems are written for the user."""

    def __init__(self, problems: Problem | Sequence[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("; ".join(problem.code for problem in self.problems))


class NotAllowed(Refusal):
    """The viewer's role, as it acts now, does not allow this (403)."""


class Absent(Refusal):
    """There is no such thing, or the viewer may not know that there is: both look alike (404)."""

    def __init__(self) -> None:
        super().__init__(
            Problem("absent", message("没有找到您要的内容。"), cure=message("请核对地址，或从首页重新进入。"))
        )


class Conflict(Refusal):
    """Somebody else acted first; the problem says what happened (409)."""
