"""Which rows below the header are people, and what the others are: totals, signatures, headers again, notes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from registry.foundation.grids.model import Row, Sheet
from registry.rounds.roster.cells import text_of
from registry.rounds.roster.columns import Header
from registry.rounds.roster.headings import Fact, plain_heading
from registry.rounds.roster.model import NotAPerson, PassedOver

_TOTAL = re.compile(
    r"[(（]?(?:本页|全部|以上|人数|全表)?(?:合计|总计|小计|共计|总人数|累计|汇总)(?:人数|人|数)?[)）]?(?:[:：]?\D?\d*\D?)?"
)
_COUNTED = re.compile(r"共\d*[人名](?:次)?[。.]?")
_LABEL = re.compile(
    r"^.{0,6}(?:填表|制表|审核|审批|经办|复核|负责|联系|申报|填报|报送|主管|领导|法人|单位|部门|签字|签名|签章|盖章|公章|日期|时间|电话|意见)"
    r"[^:：]{0,10}(?:[:：]|[(（](?:盖章|签字|签名|公章|签章)[)）])"
)
_DATE_LINE = re.compile(r"\d{0,4}年\d{0,2}月\d{0,2}日?")
_NOTE = re.compile(r"^[(（*※]?(?:注|备注|附注|说明|填表说明|填报说明|提示|要求|注意|注意事项|附件)[)）]?\d?[:：、.]")
_SAMPLE = re.compile(
    r"[(（【\[]?(?:例|示例|样例|范例|样表|填写示例|填写范例|举例|例如)[)）】\]]?(?:[:：].*)?"
    r"|.*[(（](?:示例|样例|例)[)）]"
)
_MAY_HOLD_LABELS = frozenset((Fact.SEQUENCE, Fact.NAME, Fact.DOCUMENT_NUMBER, None))
_LONGEST_ALONE = 12
_TELLS_NOBODY = frozenset(
    (
        Fact.SEQUENCE, Fact.OCCUPATION, Fact.JOB_TYPE, Fact.LEVEL, Fact.UNIT, Fact.APPLIED_ON, Fact.DOCUMENT_KIND,
        Fact.YEARS_IN_OCCUPATION, Fact.YEARS_OF_WORK, Fact.REMARK, Fact.RETURNED_FOR, Fact.NOT_USED, Fact.SEX,
    )
)  # fmt: skip


@dataclass(frozen=True)
class RowSorter:
    """Tells people from other rows, knowing the header and what stood above it."""

    header: Header
    headings: frozenset[str]
    titles: frozenset[str]
    wide: frozenset[int]
    name: int = field(init=False)
    number: int = field(init=False)
    telling: tuple[int, ...] = field(init=False)
    own: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        columns = self.header.columns
        telling = tuple(c.index for c in columns if c.fact is not None and c.fact not in _TELLS_NOBODY)
        object.__setattr__(self, "name", self.header.index_of(Fact.NAME))
        object.__setattr__(self, "number", self.header.index_of(Fact.DOCUMENT_NUMBER))
        object.__setattr__(self, "telling", telling)
        object.__setattr__(self, "own", frozenset(c.index for c in columns if c.fact not in _MAY_HOLD_LABELS))

    def kind(self, row: Row) -> NotAPerson | None:
        """Return what a row is if it is no person; None for a person, whole or not."""
        name, number = _text(row, self.name), _text(row, self.number)
        if _SAMPLE.fullmatch(name) or _SAMPLE.fullmatch(_first(row)):
            return "sample"
        if name and sum(map(str.isdigit, number)) >= 5 and not (_LABEL.match(name) or _LABEL.match(number)):
            return None
        if self._repeats_header(row):
            return "header"
        return self._kind_of_other(row, name, number)

    def _kind_of_other(self, row: Row, name: str, number: str) -> NotAPerson | None:
        leading = [text for text in (self._label(row, name, number), name, number) if text]
        plain = [re.sub(r"\s", "", text) for text in leading]
        if any(_TOTAL.fullmatch(text) or _COUNTED.fullmatch(text) for text in plain):
            return "total"
        if any(_NOTE.match(text) for text in plain):
            return "note"
        if any(_LABEL.match(text) or _DATE_LINE.fullmatch(text) for text in plain):
            return "signature"
        alone = bool(plain) and sum(value is not None for value in row.values) == 1
        if row.number in self.wide or (alone and (plain[0] in self.titles or len(plain[0]) > _LONGEST_ALONE)):
            return "note"
        return None

    def _label(self, row: Row, name: str, number: str) -> str:
        """Return the first cell where it may say what the row is: not the unit or the day of a person's own row."""
        position = next((index for index, value in enumerate(row.values) if text_of(value)), -1)
        if position < 0 or ((name or number) and position in self.own):
            return ""
        return _text(row, position)

    def _repeats_header(self, row: Row) -> bool:
        texts = [text_of(value) for value in row.values if value is not None]
        return len(texts) > 1 and sum(plain_heading(text) in self.headings for text in texts) * 2 > len(texts)

    def is_empty(self, row: Row) -> bool:
        """Return whether a row tells of nobody: blank, or only what is filled down a whole sheet beforehand.

        A single cell outside the columns of name and number is a stray mark, not a person.
        """
        if _text(row, self.name) or _text(row, self.number):
            return False
        return sum(bool(_text(row, index)) for index in self.telling) < 2


def sort_rows(sheet: Sheet, header: Header) -> Iterator[tuple[Row, NotAPerson | None]]:
    """Yield the rows below the header that are not empty, each with what it is if it is no person."""
    sorter = _sorter(sheet, header)
    for position, row in enumerate(sheet.rows):
        if position < header.rows_above:
            continue
        empty = sorter.is_empty(row)
        kind = sorter.kind(row)
        if kind is not None or not empty:
            yield row, kind


def passed_over(row: Row, kind: NotAPerson) -> PassedOver:
    """Return the record of a row that names nobody."""
    return PassedOver(row.number, kind)


def _sorter(sheet: Sheet, header: Header) -> RowSorter:
    above = [row for _, row in zip(range(header.rows_above), sheet.rows, strict=False)]
    texts = [text_of(value) for row in above for value in row.values if value is not None]
    headings = {plain_heading(text) for text in texts} - {""}
    return RowSorter(
        header,
        frozenset(headings),
        frozenset(re.sub(r"\s", "", text) for text in texts),
        _wide_rows(sheet, header),
    )


def _wide_rows(sheet: Sheet, header: Header) -> frozenset[int]:
    """Rows in which one merged cell covers both the name and the number: nobody stands there."""
    name, number = header.index_of(Fact.NAME) or 0, header.index_of(Fact.DOCUMENT_NUMBER) or 0
    left, right = min(name, number), max(name, number)
    areas = (area for area in sheet.merged if area[1] <= left and area[3] >= right and area[0] > header.last_row)
    return frozenset(row for first, _, last, _ in areas for row in range(first, min(last, first + 1000) + 1))


def _text(row: Row, index: int) -> str:
    return text_of(row.values[index]) if index < len(row.values) else ""


def _first(row: Row) -> str:
    return next((text for value in row.values if (text := text_of(value))), "")
