"""One person twice, and two people with one number (重复与冲突), across all rows of a file."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from registry.foundation.grids.model import cell_name
from registry.foundation.problems import Problem, message
from registry.people.rules.names import comparison_key
from registry.rounds.roster.headings import Fact
from registry.rounds.roster.model import Column, RosterRow, Status


def settle_repeats(rows: Iterable[RosterRow], columns: Sequence[Column]) -> tuple[RosterRow, ...]:
    """Leave out repeats of an earlier row (same number, same name); refuse all who share a number otherwise.

    A row that was refused for another reason is nobody's earlier row: the later one stands by itself.
    """
    settled = list(rows)
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for position, row in enumerate(settled):
        if row.document is not None:
            groups[row.document.kind, row.document.number].append(position)
    index = next((column.index for column in columns if column.fact is Fact.DOCUMENT_NUMBER), 0)
    ignored = {column.index for column in columns if column.fact in (Fact.SEQUENCE, Fact.RETURNED_FOR)}
    for positions in groups.values():
        if len(positions) > 1:
            _settle(settled, positions, index, ignored)
    return tuple(settled)


def _settle(rows: list[RosterRow], positions: Sequence[int], index: int, ignored: set[int]) -> None:
    named = [position for position in positions if rows[position].name]
    if len({comparison_key(rows[position].name) for position in named}) > 1:
        for position in named:
            others = [rows[other].number for other in named if other != position]
            rows[position] = _with(rows[position], "refused", _same_number(others), index)
        return
    earlier: RosterRow | None = None
    for position in positions:
        row = rows[position]
        if not row.is_candidate:
            continue
        if earlier is None:
            earlier = row
        else:
            differs = _told(row, ignored) != _told(earlier, ignored)
            rows[position] = _with(row, "duplicate", _repeat(earlier.number, differs=differs), index)


def _told(row: RosterRow, ignored: set[int]) -> tuple[object, ...]:
    values = list(row.values)
    while values and values[-1] is None:
        values.pop()
    return tuple(value for index, value in enumerate(values) if index not in ignored)


def _with(row: RosterRow, status: Status, problem: Problem, index: int) -> RosterRow:
    noted = replace(problem, where=cell_name(row.number, index))
    return replace(row, status=status, problems=(*row.problems, noted))


def _same_number(others: Sequence[int]) -> Problem:
    return Problem(
        "person.number-of-another",
        message("第{rows}行也用这个证件号码，但姓名不同。", rows="/".join(map(str, others[:5]))),
        cure=message("请按证件核对这几行的姓名和号码。"),
    )


def _repeat(earlier: int, *, differs: bool) -> Problem:
    if differs:
        return Problem(
            "person.repeated-with-differences",
            message("与第{row}行是同一人，其他内容不尽相同；以第{row}行为准，这一行没有计入。", row=earlier),
            cure=message("请核对；如应以这一行为准，请删去第{row}行后重新上传。", row=earlier),
            severity="warning",
        )
    return Problem(
        "person.repeated",
        message("与第{row}行是同一人，没有重复计入。", row=earlier),
        severity="warning",
    )
