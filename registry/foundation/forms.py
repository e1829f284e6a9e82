"""A form as it was typed, and how typed strings become values with problems at their fields.

A page's handler reads the form once, turns it into one value, and calls one service function:

    form = Form.of((await request.form()).multi_items())
    try:
        await open_round(viewer, read_opening(form))
    except Refusal as refusal:
        return page(request, "rounds/open.html", status=422, form=form.refused(refusal))
    return see_other(…)

    def read_opening(form: Form) -> Opening:
        applied_on = form.asked("applied_on", form_readers.day, missing=message("请填写申报日期。"))
        planned = form.optional("planned", form_readers.whole_number(1, 50_000))
        return Opening(applied_on.value, planned.value)

Every field is read before the first `value` is used, so that all problems are shown together. Readers stand in
`registry/foundation/form_readers.py`, and beside the rules of the subjects.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, Self, TypeVar, cast

from registry.foundation.problems import Message, Problem, Refusal
from registry.foundation.typing_habits import without_invisible

T = TypeVar("T")
Reader = Callable[[str], T | Problem]
"""Turns what was typed (never empty) into a value, or says what is wrong with it; the form adds the field."""


@dataclass(slots=True)
class Form:
    """What a person typed, field by field and exactly as typed, and what is wrong with it so far."""

    entries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, object]]) -> Self:
        """Return the form that was sent as pairs of name and text; what is not text (a file) is passed over."""
        entries: dict[str, tuple[str, ...]] = {}
        for name, value in pairs:
            if isinstance(value, str):
                entries[name] = (*entries.get(name, ()), value)
        return cls(entries)

    @classmethod
    def filled(cls, **known: str | Sequence[str]) -> Self:
        """Return a form that shows what is already known; without arguments an empty one."""
        return cls({name: (value,) if isinstance(value, str) else tuple(value) for name, value in known.items()})

    def typed(self, name: str) -> str:
        """Return what stands in a field, exactly as typed; empty where nothing does."""
        return next(iter(self.entries.get(name, ())), "")

    def all_typed(self, name: str) -> tuple[str, ...]:
        """Return everything that was chosen under one name (checkboxes)."""
        return self.entries.get(name, ())

    def problems_at(self, name: str) -> tuple[Problem, ...]:
        """Return what is wrong with one field."""
        return tuple(problem for problem in self.problems if problem.where == name)

    def asked(self, name: str, read: Reader[T], *, missing: Message) -> "Answer[T]":
        """Return the answer of a field that must be filled in; `missing` says what to enter."""
        typed = self.typed(name)
        if _is_blank(typed):
            self.problems.append(Problem("form.missing", missing, where=name))
            return Answer(self, None)
        return Answer(self, self._read(name, typed, read))

    def optional(self, name: str, read: Reader[T]) -> "Answer[T | None]":
        """Return the answer of a field that may stay empty."""
        typed = self.typed(name)
        return Answer(self, self._read(name, typed, read) if not _is_blank(typed) else None)

    def several(self, name: str, read: Reader[T], *, missing: Message | None = None) -> "Answer[tuple[T, ...]]":
        """Return everything chosen under one name; `missing` is given where at least one must be."""
        chosen = [typed for typed in self.all_typed(name) if not _is_blank(typed)]
        if not chosen and missing is not None:
            self.problems.append(Problem("form.missing", missing, where=name))
        values = [self._read(name, typed, read) for typed in chosen]
        return Answer(self, tuple(value for value in values if value is not None))

    def ticked(self, name: str) -> bool:
        """Return whether a single box is ticked."""
        return bool(self.typed(name))

    def refused(self, refusal: Refusal) -> "Form":
        """Return the form with the problems of a refusal, and everything typed still there."""
        return Form(self.entries, list(refusal.problems))

    def _read(self, name: str, typed: str, read: Reader[T]) -> T | None:
        outcome = read(typed)
        if isinstance(outcome, Problem):
            self.problems.append(replace(outcome, where=name))
            return None
        return outcome


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """What was read from one field of a form."""

    form: Form
    given: T | None
    """The value where there is one, for comparing two fields before any `value` is used."""

    @property
    def value(self) -> T:
        """The value; raises `Refusal` with every problem of the form if it has any."""
        if self.form.problems:
            raise Refusal(self.form.problems)
        return cast(T, self.given)


def _is_blank(typed: str) -> bool:
    return not without_invisible(typed).strip()
