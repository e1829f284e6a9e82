"""Where a sheet's header is, of one row or two, and which fact each column tells.

Above it may stand titles, notes and the name of the unit; beside it columns that nobody asked for.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from registry.foundation.grids.model import CellValue, Row, Sheet
from registry.rounds.roster.cells import text_of
from registry.rounds.roster.headings import Fact, fact_of_heading, plain_heading
from registry.rounds.roster.model import Column

HEADER_WITHIN = 40
_NEEDED = frozenset((Fact.NAME, Fact.DOCUMENT_NUMBER))
_MANY_COLUMNS_MAY_TELL = frozenset((Fact.NOT_USED, Fact.UNIT, Fact.REMARK, Fact.PHONE, Fact.SEQUENCE))
_DATE_OF_SOMETHING = frozenset(["取得时间", "取得日期", "获得时间", "获得日期", "取得年月", "评定时间"])
_MANY_DIGITS = re.compile(r"(?:\d\D?){6}")


@dataclass(frozen=True, slots=True)
class Header:
    """The header that was found: its last row, the number of rows from the top up to it, its columns."""

    first_row: int
    last_row: int
    rows_above: int
    columns: tuple[Column, ...]

    @property
    def complete(self) -> bool:
        """Whether it names both a name and a document number."""
        return {column.fact for column in self.columns} >= _NEEDED

    @property
    def recognised(self) -> int:
        """How many columns tell a known fact."""
        return sum(column.fact is not None for column in self.columns)

    def index_of(self, fact: Fact) -> int | None:
        """Return the first column that tells a fact."""
        return next((column.index for column in self.columns if column.fact is fact), None)


Mapped = Mapping[str, Fact]
Heading = tuple[int, str, str]
"""Column, heading, and the heading of the group above it (empty where there is none)."""


def find_header(sheet: Sheet, by_hand: Mapped) -> Header | None:
    """Return the header of a sheet; None where none of its first rows names a name and a document number.

    A later row wins over an earlier one only if it says much more and nobody stands between them.
    """
    top = tuple(islice(sheet.rows, HEADER_WITHIN))
    best: Header | None = None
    for header in _possible_headers(sheet, top, by_hand):
        if not header.complete:
            continue
        if best is None or (header.recognised >= best.recognised + 2 and not _people_between(top, best, header)):
            best = header
    return best


def nearest_header(sheet: Sheet, by_hand: Mapped) -> Header | None:
    """Return what comes nearest to a header, for a page on which columns are mapped by hand."""
    top = tuple(islice(sheet.rows, HEADER_WITHIN))
    return max(_possible_headers(sheet, top, by_hand), key=lambda header: header.recognised, default=None)


def mapped_by_hand(mapping: Mapping[str, str]) -> dict[str, Fact]:
    """Return a mapping from headings to facts, as a page keeps it, in the form in which headings are compared."""
    return {plain_heading(heading): Fact(fact) for heading, fact in mapping.items()}


def _possible_headers(sheet: Sheet, top: Sequence[Row], by_hand: Mapped) -> Iterator[Header]:
    for position, row in enumerate(top):
        below = top[position + 1] if position + 1 < len(top) else None
        if below is not None and below.number == row.number + 1:
            headings = list(_headings_of_two(sheet, row, below))
            if _is_group_row(row) and _is_second_row(below, headings, by_hand):
                yield Header(row.number, below.number, position + 2, _columns(headings, by_hand))
        headings = [(index, text, "") for index, text in _texts(row)]
        yield Header(row.number, row.number, position + 1, _columns(headings, by_hand))


def _texts(row: Row) -> Iterator[tuple[int, str]]:
    for index, value in enumerate(row.values):
        if text := text_of(value):
            yield index, text


def _is_group_row(row: Row) -> bool:
    """Two cells or more, all of them words: a title stands alone, and notes of the unit bear colons."""
    texts = [text for _, text in _texts(row)]
    return len(texts) > 1 and not any(re.search("[:：]", text) for text in texts) and _only_words(row.values)


def _is_second_row(row: Row, headings: Sequence[Heading], by_hand: Mapped) -> bool:
    below = {index for index, _ in _texts(row)}
    known = sum(_fact(text, group, by_hand) is not None for index, text, group in headings if index in below)
    return _only_words(row.values) and known >= max(1, (len(below) + 1) // 2)


def _only_words(values: Sequence[CellValue]) -> bool:
    return all(value is None or (isinstance(value, str) and not _MANY_DIGITS.search(value)) for value in values)


def _headings_of_two(sheet: Sheet, upper: Row, lower: Row) -> Iterator[Heading]:
    groups, below = dict(_texts(upper)), dict(_texts(lower))
    spanned = _spanned(sheet, upper, groups, below)
    for index in sorted(groups.keys() | below.keys()):
        if index in below:
            group = spanned.get(index, "")
            yield index, below[index], "" if group == below[index] else group
        else:
            yield index, groups[index], ""


def _spanned(sheet: Sheet, upper: Row, groups: dict[int, str], below: dict[int, str]) -> dict[int, str]:
    """Return the group's heading over each column: as cells are merged, else as far as blanks reach."""
    spanned = dict(groups)
    merged = [area for area in sheet.merged if area[0] <= upper.number <= area[2] and area[3] > area[1]]
    for _, first, _, last in merged:
        spanned.update(dict.fromkeys(range(first, last + 1), groups.get(first, "")))
    if not merged:
        for left, index in pairwise(range(max(below, default=-1) + 1)):
            if index not in groups and index in below and left in below and left in spanned:
                spanned[index] = spanned[left]
    return spanned


def _fact(text: str, group: str, by_hand: Mapped) -> Fact | None:
    return by_hand.get(plain_heading(text)) or fact_of_heading(text, group)


def _columns(headings: Sequence[Heading], by_hand: Mapped) -> tuple[Column, ...]:
    columns = [
        Column(
            index,
            f"{group} {text}".strip(),
            _fact(text, group, by_hand),
            by_hand=plain_heading(text) in by_hand,
        )
        for index, text, group in headings
    ]
    return tuple(_each_fact_once(_with_dates_explained(columns)))


def _with_dates_explained(columns: Sequence[Column]) -> Iterator[Column]:
    """取得时间 alone is the date of what stands left of it: a title or a certificate."""
    left: Fact | None = None
    for column in columns:
        if column.fact is None and plain_heading(column.heading) in _DATE_OF_SOMETHING:
            yield replace(column, fact=_DATE_OF.get(left) if left else None)
        else:
            yield column
        left = column.fact or left


_DATE_OF = {
    Fact.TITLE: Fact.TITLE_AWARDED,
    Fact.HELD_LEVEL: Fact.HELD_ISSUED,
    Fact.HELD_NUMBER: Fact.HELD_ISSUED,
    Fact.HELD_OCCUPATION: Fact.HELD_ISSUED,
}


def _each_fact_once(columns: Sequence[Column] | Iterator[Column]) -> Iterator[Column]:
    """Where two columns seem to tell one fact, the better one does and the other is left to be mapped by hand."""
    columns = list(columns)
    best: dict[Fact, Column] = {}
    for column in columns:
        if column.fact and (column.fact not in best or _rank(column) > _rank(best[column.fact])):
            best[column.fact] = column
    for column in columns:
        if column.fact in _MANY_COLUMNS_MAY_TELL or column.fact is None or best[column.fact] is column:
            yield column
        else:
            yield replace(column, fact=None)


def _rank(column: Column) -> tuple[bool, bool]:
    return column.by_hand, re.search("申报|报考|认定|申请|考核|鉴定|评价|本职业", column.heading) is not None


def _people_between(top: Sequence[Row], earlier: Header, later: Header) -> bool:
    index = earlier.index_of(Fact.DOCUMENT_NUMBER) or 0
    return any(
        len(row.values) > index and _MANY_DIGITS.search(text_of(row.values[index]))
        for row in top
        if earlier.last_row < row.number < later.first_row
    )
