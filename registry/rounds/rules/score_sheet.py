"""A score sheet as a spreadsheet (成绩表): which columns are which, whose row it is, what is wrong in which cell.

A row is found by the roster's row number, or by the whole document number; the name must agree, so that a line that
slipped in sorting is found out. A row without any mark is left for later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from registry.foundation.grids.model import CellValue, Row, Sheet, Workbook, cell_name
from registry.foundation.problems import Message, Problem, Refusal, message
from registry.foundation.typing_habits import code_as_typed, half_width, single_line
from registry.people.rules.names import clean_name, comparison_key
from registry.rounds.rules.scores import Mark, Part, read_mark

_HEADINGS: dict[str, tuple[str, ...]] = {
    "row": ("名册行号", "行号", "rosterrow", "row"),
    "name": ("姓名", "考生姓名", "name"),
    "document": ("证件号码", "身份证号", "身份证号码", "公民身份号码", "documentnumber"),
    Part.THEORY.value: ("理论知识", "理论", "理论成绩", "理论知识成绩", "理论分数", "theory"),
    Part.PRACTICAL.value: (
        "操作技能",
        "技能操作",
        "实操",
        "实操成绩",
        "技能",
        "技能考核",
        "技能成绩",
        "操作技能成绩",
        "practical",
        "practicalskills",
    ),
    Part.REVIEW.value: ("综合评审", "综合评审成绩", "评审", "comprehensivereview", "review"),
}
_MEANING = {heading: meaning for meaning, headings in _HEADINGS.items() for heading in headings}
_HEADER_WITHIN = 30


@dataclass(frozen=True, slots=True)
class Examinee:
    """An admitted candidate, as a score sheet can name one."""

    id: UUID
    row: int
    name_key: str
    document: str


@dataclass(frozen=True, slots=True)
class SheetMark:
    """A mark that a sheet gives, and its cell."""

    candidate: UUID
    part: Part
    mark: Mark
    cell: str


@dataclass(frozen=True, slots=True)
class SheetReading:
    """What came of reading a score sheet: marks, and problems at cells; with any problem nothing is saved."""

    marks: tuple[SheetMark, ...]
    problems: tuple[Problem, ...]


def read_score_sheet(workbook: Workbook, examinees: Sequence[Examinee], parts: Sequence[Part]) -> SheetReading:
    """Return the marks of the first visible sheet that has a header; raises `Refusal` where none has."""
    for sheet in workbook.sheets:
        header = _header(sheet) if sheet.visible else None
        if header is not None:
            return _read_rows(sheet, *header, _Known.of(examinees), frozenset(parts))
    raise Refusal(
        Problem(
            "scores.no-header",
            message("表中没有找到“姓名”和成绩的列标题。"),
            "sheet",
            message("请下载本批次的成绩表，填好后再上传。"),
        )
    )


def _header(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    for row in sheet.rows[:_HEADER_WITHIN]:
        columns: dict[str, int] = {}
        for index, value in enumerate(row.values):
            meaning = _MEANING.get(_heading(value))
            if meaning is not None:
                columns.setdefault(meaning, index)
        if "name" in columns and ({"row", "document"} & columns.keys()) and set(Part) & columns.keys():
            return row.number, columns
    return None


def _heading(value: CellValue) -> str:
    text = half_width(single_line(str(value or ""))).lower().replace(" ", "").replace("*", "")
    return text.partition("(")[0]


@dataclass(frozen=True, slots=True)
class _Known:
    by_row: Mapping[int, Examinee]
    by_document: Mapping[str, Examinee]

    @classmethod
    def of(cls, examinees: Sequence[Examinee]) -> "_Known":
        return cls({one.row: one for one in examinees}, {one.document: one for one in examinees})


def _read_rows(
    sheet: Sheet, header: int, columns: Mapping[str, int], known: _Known, parts: frozenset[Part]
) -> SheetReading:
    marks: list[SheetMark] = []
    problems: list[Problem] = []
    seen: set[UUID] = set()
    for row in sheet.rows:
        if row.number <= header or not _has_marks(row, columns):
            continue
        examinee = _examinee(row, columns, known)
        if isinstance(examinee, Problem):
            problems.append(examinee)
            continue
        if examinee.id in seen:
            problems.append(_twice(row, columns))
        seen.add(examinee.id)
        _read_marks(row, columns, examinee, parts, marks, problems)
    return SheetReading(tuple(marks), tuple(problems))


def _value(row: Row, columns: Mapping[str, int], meaning: str) -> CellValue:
    index = columns.get(meaning)
    return row.values[index] if index is not None and index < len(row.values) else None


def _has_marks(row: Row, columns: Mapping[str, int]) -> bool:
    has_name = bool(str(_value(row, columns, "name") or "").strip())
    return has_name and any(str(_value(row, columns, part) or "").strip() for part in Part)


def _examinee(row: Row, columns: Mapping[str, int], known: _Known) -> Examinee | Problem:
    found = _found(row, columns, known)
    place = "row" if "row" in columns else "document"
    if found is None:
        return Problem(
            "scores.nobody",
            message("第 {row} 行对不上本批次已准考的考生。", row=row.number),
            cell_name(row.number, columns[place]),
            message("请核对名册行号或证件号码。"),
        )
    if comparison_key(clean_name(str(_value(row, columns, "name")))) != found.name_key:
        return Problem(
            "scores.name-differs",
            message("第 {row} 行的姓名与名册中该行的人不一致，可能排序时错了位。", row=row.number),
            cell_name(row.number, columns["name"]),
            message("请核对后改正姓名或行号。"),
        )
    return found


def _found(row: Row, columns: Mapping[str, int], known: _Known) -> Examinee | None:
    number = _value(row, columns, "row")
    try:
        by_row = known.by_row.get(int(float(str(number)))) if number is not None else None
    except ValueError:
        by_row = None
    document = _value(row, columns, "document")
    return by_row or (known.by_document.get(code_as_typed(document)) if isinstance(document, str) else None)


def _twice(row: Row, columns: Mapping[str, int]) -> Problem:
    return Problem(
        "scores.twice",
        message("第 {row} 行的人前面已经出现过。", row=row.number),
        cell_name(row.number, columns["name"]),
        message("请只保留一行。"),
    )


def _read_marks(
    row: Row,
    columns: Mapping[str, int],
    examinee: Examinee,
    parts: frozenset[Part],
    marks: list[SheetMark],
    problems: list[Problem],
) -> None:
    for part in Part:
        value = _value(row, columns, part.value)
        if value is None or not str(value).strip():
            continue
        cell = cell_name(row.number, columns[part.value])
        mark = read_mark(value)
        if part not in parts:
            problems.append(Problem("score.part-not-asked", _not_asked(part), cell, message("请清空这一列。")))
        elif isinstance(mark, Problem):
            problems.append(Problem(mark.code, mark.message, cell, mark.cure))
        else:
            marks.append(SheetMark(examinee.id, part, mark, cell))


def _not_asked(part: Part) -> Message:
    return message("本批次的等级不考“{part}”。", part=part.in_words)
