"""The two languages of the registry, and the catalogue that turns the first into the second.

Words are written in Chinese where they are used; Chinese is therefore always complete. English stands in
`registry/locale/en/LC_MESSAGES/`, one file a subject, read together as one catalogue. A text without English
is a fault that the test run finds.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Literal, get_args

from babel.messages.pofile import read_po

from registry.foundation.places import LOCALE

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_spoken: ContextVar[Language] = ContextVar("spoken", default="zh")


def spoken_language() -> Language:
    """Return the language of the request at hand; Chinese outside of any request."""
    return _spoken.get()


def speak(language: Language) -> None:
    """Set the language for the rest of the request at hand."""
    _spoken.set(language)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak a language for the length of a block."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def translate(text: str, language: Language | None = None) -> str:
    """Return a Chinese text in the language asked for, or in the spoken one.

    A text that the catalogue lacks comes back as it is: better Chinese than nothing.
    """
    if (language or spoken_language()) == "zh":
        return text
    return english_catalogue().get(text) or text


@cache
def english_catalogue() -> dict[str, str]:
    """Return every Chinese text with its English, read once from the files of all subjects."""
    words: dict[str, str] = {}
    for path in sorted((LOCALE / "en" / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale="en")
        words.update({str(entry.id): str(entry.string) for entry in catalogue if entry.id and not entry.fuzzy})
    return words
