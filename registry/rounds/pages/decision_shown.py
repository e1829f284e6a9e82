"""A stored decision as pages show it: one language, days as days, met paths first (判定结果的展示)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from registry.foundation.languages import Language, spoken_language
from registry.foundation.problems import message
from registry.policy.rules.kleene import Result
from registry.rounds.rules.fact_entry import Member

_FIRST: dict[str, int] = {"met": 0, "unknown": 1, "not_met": 2}
_STOP: dict[Language, str] = {"zh": "。", "en": ". "}
_PLACE = re.compile(r"(\w+)(?:\[(\d+)\]\.\w+)?")
_MEMBERS = {member.value: member for member in Member}


@dataclass(frozen=True, slots=True)
class ShownCondition:
    """One condition in words: what is asked, and what was found.

    `relaxed_by` is the source of the privilege by which it falls; `committed`: it only rests on the person's word.
    """

    asked: str
    found: str
    result: Result
    source: str
    missing: str | None
    unknown: tuple[str, ...]
    relaxed: bool
    relaxed_by: str | None
    committed: bool

    @property
    def places(self) -> tuple[tuple[Member, int | None], ...]:
        """Which members, or records of them, would have to be known ("education", "certificates[1].issued")."""
        found = [_PLACE.fullmatch(place) for place in self.unknown]
        named = [(_MEMBERS[place[1]], place[2]) for place in found if place is not None and place[1] in _MEMBERS]
        return tuple(dict.fromkeys((member, None if record is None else int(record)) for member, record in named))


@dataclass(frozen=True, slots=True)
class ShownPath:
    """One path in words with its conditions; `opens_on` is the first day on which it is met."""

    words: str
    result: Result
    opens_on: date | None
    conditions: tuple[ShownCondition, ...]

    @property
    def relaxed(self) -> bool:
        """Whether a condition of it falls only by a privilege (凭备案放宽)."""
        return any(condition.relaxed for condition in self.conditions)

    @property
    def committed(self) -> bool:
        """Whether a condition of it rests on the person's word (告知承诺)."""
        return any(condition.committed for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What would have to be known: a member of the facts, the words that ask for it, the paths that wait for it.

    `record` is the number, from 0, of a record that was given incompletely; None: records of the member are not given.
    """

    member: Member
    record: int | None
    words: tuple[str, ...]
    paths: tuple[str, ...]

    @property
    def href(self) -> str:
        """Where it is added, behind the candidate's own address."""
        query = "" if self.record is None else f"?record={self.record}"
        return f"/facts/{self.member.value}{query}"


@dataclass(frozen=True)
class ShownDecision:
    """A decision in the spoken language; `paths` are met first, then not known, then not met."""

    eligible: bool | None
    on: date
    bar: str | None
    paths: tuple[ShownPath, ...]

    @property
    def met(self) -> tuple[ShownPath, ...]:
        """The paths that are met."""
        return tuple(path for path in self.paths if path.result == "met")

    @property
    def others(self) -> tuple[ShownPath, ...]:
        """The paths that are not met or not known."""
        return tuple(path for path in self.paths if path.result != "met")

    @property
    def opens_on(self) -> date | None:
        """The first day, after the day of application, on which a path is met if nothing but time passes."""
        days = [path.opens_on for path in self.paths if path.opens_on is not None and path.opens_on > self.on]
        return None if self.met or self.bar else min(days, default=None)

    @property
    def rests_on_privilege(self) -> bool:
        """Whether every path that is met leans on a privilege of the filing."""
        return bool(self.met) and all(path.relaxed for path in self.met)

    @cached_property
    def wanted(self) -> tuple[Wanted, ...]:
        """What would have to be known for the paths that are not known, in the order in which they ask for it."""
        waiting: dict[tuple[Member, int | None], list[tuple[ShownPath, ShownCondition]]] = {}
        for path, condition in self._open():
            for place in condition.places:
                waiting.setdefault(place, []).append((path, condition))
        return tuple(
            Wanted(
                member,
                record,
                _distinct(condition.missing for _, condition in those),
                _distinct(path.words for path, _ in those),
            )
            for (member, record), those in waiting.items()
        )

    @cached_property
    def wanted_otherwise(self) -> tuple[str, ...]:
        """What else would have to be known, and is not entered as a record (birth date, probation)."""
        return _distinct(condition.missing for _, condition in self._open() if not condition.places)

    def _open(self) -> list[tuple[ShownPath, ShownCondition]]:
        return [
            (path, condition)
            for path in self.paths
            if path.result == "unknown"
            for condition in path.conditions
            if condition.result == "unknown" and condition.missing is not None
        ]


def shown_decision(decision: Mapping[str, Any]) -> ShownDecision:
    """Return a stored decision as a page shows it in the spoken language."""
    paths = sorted((_path(path) for path in decision["paths"]), key=lambda path: _FIRST[path.result])
    barred = decision.get("barred")
    return ShownDecision(
        decision["eligible"],
        date.fromisoformat(decision["on"]),
        None if barred is None else _said(barred["message"]),
        tuple(paths),
    )


def _path(path: Mapping[str, Any]) -> ShownPath:
    opens_on = path["opens_on"]
    return ShownPath(
        _said(path["words"]),
        path["result"],
        None if opens_on is None else date.fromisoformat(opens_on),
        tuple(_condition(condition) for condition in path["conditions"]),
    )


def _condition(condition: Mapping[str, Any]) -> ShownCondition:
    missing, relaxed_by = condition.get("missing"), condition.get("relaxed_by")
    asked, stop, found = _said(condition["message"]).partition(_STOP[spoken_language()])
    return ShownCondition(
        asked=asked + stop.strip(),
        found=found,
        result=condition["result"],
        source=source_in_words(condition["source"]),
        missing=None if missing is None else _said(missing),
        unknown=tuple(condition.get("unknown", ())),
        relaxed=bool(condition.get("relaxed")),
        relaxed_by=None if relaxed_by is None else source_in_words(relaxed_by),
        committed=bool(condition.get("commitments")),
    )


def source_in_words(source: Mapping[str, str]) -> str:
    """Return a source of law as it is quoted: 《名称》（文号）条款."""
    title, number, article = source["title"], source["number"], source["article"]
    if not number:
        return str(message("《{title}》{article}", title=title, article=article))
    return str(message("《{title}》（{number}）{article}", title=title, number=number, article=article))


def _said(words: Mapping[str, str]) -> str:
    return words[spoken_language()]


def _distinct(words: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))
