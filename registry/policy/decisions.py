"""A decision on eligibility (资格判定): a frozen value, its reasons, and its JSON there and back.

The results are there at once; reasons in words are worked out when they are first asked for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import msgspec

from registry.policy.facts import LegalSource
from registry.policy.law import Source, Words
from registry.policy.rules.kleene import Result

Json = Any


@dataclass(frozen=True, slots=True)
class ConditionDecision:
    """How one condition was judged: on which fact, against which figure, by which source, in words.

    `missing` says what is missing, `unknown` names the members that would have to be known, `relaxed_by` the
    source of a privilege that lets the condition fall, `commitments` the members that only the person's word
    backs (告知承诺).
    """

    condition: str
    result: Result
    fact: Json
    required: Mapping[str, Json]
    source: Source
    message: Words
    missing: Words | None = None
    unknown: tuple[str, ...] = ()
    relaxed: bool = False
    relaxed_by: LegalSource | None = None
    commitments: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Json]:
        """Return the condition as answers show it; what says nothing is left out."""
        said: dict[str, Json] = {
            "condition": self.condition,
            "result": self.result,
            "fact": self.fact,
            "required": dict(self.required),
            "source": self.source.as_json(),
            "message": self.message.as_json(),
        }
        if self.missing is not None:
            said["missing"] = self.missing.as_json()
        if self.unknown:
            said["unknown"] = list(self.unknown)
        if self.relaxed:
            said["relaxed"] = True
        if self.relaxed_by is not None:
            said["relaxed_by"] = msgspec.to_builtins(self.relaxed_by)
        if self.commitments:
            said["commitments"] = list(self.commitments)
        return said


@dataclass(frozen=True, slots=True)
class PathDecision:
    """How one path was judged: its result, the first day on which it is met, each of its conditions."""

    path: str
    result: Result
    opens_on: date | None
    words: Words
    conditions: tuple[ConditionDecision, ...]

    def as_json(self) -> dict[str, Json]:
        """Return the path as answers show it."""
        return {
            "path": self.path,
            "result": self.result,
            "opens_on": None if self.opens_on is None else self.opens_on.isoformat(),
            "words": self.words.as_json(),
            "conditions": [condition.as_json() for condition in self.conditions],
        }


@dataclass(frozen=True, slots=True)
class Bar:
    """Why nobody like this is eligible, whatever the paths say: too young to work (禁止使用童工)."""

    code: str
    required: Mapping[str, Json]
    source: Source
    message: Words

    def as_json(self) -> dict[str, Json]:
        """Return the bar as answers show it."""
        return {
            "code": self.code,
            "required": dict(self.required),
            "source": self.source.as_json(),
            "message": self.message.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one path without its reasons."""

    path: str
    result: Result
    opens_on: date | None


@dataclass(frozen=True)
class Decision:
    """Whether a person is eligible on a day: True, False, or None where it is not known.

    It keeps the id and version of the rules that made it.
    """

    eligible: bool | None
    on: date
    rules_id: str
    rules_version: str
    outcomes: tuple[Outcome, ...]
    barred: Bar | None
    explain: Callable[[], tuple[PathDecision, ...]] = field(compare=False, repr=False)

    @cached_property
    def paths(self) -> tuple[PathDecision, ...]:
        """Every path that was tried, with the reasons of its result."""
        return self.explain()

    @property
    def opens_on(self) -> date | None:
        """The first day on which any path is met if nothing but time passes."""
        days = [outcome.opens_on for outcome in self.outcomes if outcome.opens_on is not None]
        return min(days, default=None)

    @property
    def leans_on_privilege(self) -> bool:
        """Whether every path that is met has a condition that only a privilege lets fall."""
        met = [path for path in self.paths if path.result == "met"]
        return bool(met) and all(any(asked.relaxed for asked in path.conditions) for path in met)

    def as_json(self) -> dict[str, Json]:
        """Return the decision in the format of the command line; it can be stored and read again."""
        said: dict[str, Json] = {
            "eligible": self.eligible,
            "on": self.on.isoformat(),
            "rules": {"id": self.rules_id, "version": self.rules_version},
            "paths": [path.as_json() for path in self.paths],
        }
        if self.barred is not None:
            said["barred"] = self.barred.as_json()
        return said

    @classmethod
    def from_json(cls, said: Mapping[str, Json]) -> "Decision":
        """Return a decision that was stored; raises `msgspec.ValidationError` where it is none."""
        paths = tuple(msgspec.convert(path, PathDecision) for path in said["paths"])
        barred = said.get("barred")
        return cls(
            eligible=said["eligible"],
            on=date.fromisoformat(said["on"]),
            rules_id=said["rules"]["id"],
            rules_version=said["rules"]["version"],
            outcomes=tuple(Outcome(path.path, path.result, path.opens_on) for path in paths),
            barred=None if barred is None else msgspec.convert(barred, Bar),
            explain=lambda: paths,
        )
