"""Reads a roster: finds its sheet and header, reads each row, settles repeats. Decides nothing of the law."""

from collections.abc import Iterator, Mapping
from itertools import islice

from registry.foundation.grids.model import Row, Sheet, Workbook
from registry.foundation.problems import Message, Problem, Severity, message
from registry.people.rules.documents import without_numbers
from registry.rounds.roster.asked import check_asked
from registry.rounds.roster.cells import is_cell_error, says_nothing, text_of
from registry.rounds.roster.columns import Header, find_header, mapped_by_hand, nearest_header
from registry.rounds.roster.facts import read_person_facts
from registry.rounds.roster.headings import Fact
from registry.rounds.roster.looking import RowLook
from registry.rounds.roster.model import (
    AskedRound,
    Column,
    NotARoster,
    PassedOver,
    RosterFile,
    RosterReading,
    RosterRow,
    Status,
)
from registry.rounds.roster.persons import (
    Undrawable,
    read_birth_date,
    read_document,
    read_name,
    read_phone,
    read_sex_of,
)
from registry.rounds.roster.repeats import settle_repeats
from registry.rounds.roster.rows import passed_over, sort_rows

_NOTED = (
    Fact.EDUCATION, Fact.SCHOOL, Fact.MAJOR, Fact.HELD_LEVEL, Fact.HELD_OCCUPATION, Fact.HELD_NUMBER,
    Fact.TITLE, Fact.JOB_TYPE, Fact.UNIT,
)  # fmt: skip
_LONGEST_NOTE = 200


def draws_every_name(_name: str) -> tuple[str, ...]:
    """Stand in where no fonts are at hand: nothing is undrawable."""
    return ()


def read_roster(
    workbook: Workbook,
    asked: AskedRound,
    *,
    mapping: Mapping[str, str] | None = None,
    undrawable: Undrawable = draws_every_name,
) -> RosterReading:
    """Return what a workbook holds as a roster for a round; raises `NotARoster` where it is none.

    The first visible sheet that has a header is read. `mapping` gives facts to headings by hand: the heading as
    written, the fact's name (`Fact`). `undrawable` returns the characters of a name that no font draws.
    """
    by_hand = mapped_by_hand(mapping or {})
    found = [(sheet, header) for sheet in workbook.sheets if (header := find_header(sheet, by_hand))]
    visible = [(sheet, header) for sheet, header in found if sheet.visible]
    if not visible:
        raise _not_a_roster(workbook, by_hand, has_hidden=bool(found))
    sheet, header = visible[0]
    others = [other for other, _ in found if other is not sheet]
    rows, left_out = _read_rows(workbook, sheet, header, asked, undrawable)
    return RosterReading(
        asked=asked,
        file=RosterFile(workbook.format, workbook.encoding, sheet.name, header.last_row),
        columns=header.columns,
        rows=settle_repeats(rows, header.columns),
        passed_over=tuple(left_out),
        problems=tuple(_file_problems(sheet, header, others, rows)),
    )


def _read_rows(
    workbook: Workbook, sheet: Sheet, header: Header, asked: AskedRound, undrawable: Undrawable
) -> tuple[list[RosterRow], list[PassedOver]]:
    places: dict[Fact, int] = {}
    for column in header.columns:
        if column.fact is not None:
            places.setdefault(column.fact, column.index)
    typed_as_text = workbook.format in ("xlsx", "xls")
    rows: list[RosterRow] = []
    left_out: list[PassedOver] = []
    for row, kind in sort_rows(sheet, header):
        if kind is not None:
            left_out.append(passed_over(row, kind))
        else:
            look = RowLook(row, places, typed_as_text, sheet.formulas_without_value)
            rows.append(_read_row(look, asked, undrawable))
    return rows, left_out


def _read_row(look: RowLook, asked: AskedRound, undrawable: Undrawable) -> RosterRow:
    name = read_name(look, undrawable)
    document, shown = read_document(look, asked.on)
    sex = read_sex_of(look, document)
    born = read_birth_date(look, document, asked.on)
    facts = read_person_facts(look, asked, born)
    phone = read_phone(look)
    check_asked(look, asked)
    if look.row.hidden:
        look.warn(Fact.NAME, "row.hidden", message("这一行在表格中是隐藏的，已照常读取。"))
    return RosterRow(
        number=look.row.number,
        status=_status(look),
        name=name,
        masked=shown,
        problems=tuple(look.problems),
        facts=facts,
        document=document,
        sex=sex,
        birth_date=born,
        phone=phone,
        noted=_noted(look),
        values=look.row.values,
    )


def _status(look: RowLook) -> Status:
    if look.refused:
        return "refused"
    return "warning" if look.problems else "accepted"


def _noted(look: RowLook) -> dict[Fact, str]:
    texts = ((fact, look.text(fact)) for fact in _NOTED if fact in look.places)
    return {fact: text[:_LONGEST_NOTE] for fact, text in texts if not (says_nothing(text) or is_cell_error(text))}


# What is said of the file as a whole
def _file_problems(sheet: Sheet, header: Header, others: list[Sheet], rows: list[RosterRow]) -> Iterator[Problem]:
    if not rows:
        yield _of_file(
            "roster.no-people",
            message("表头下面没有人员。"),
            message("请在表头下面每行填写一个人，再上传。"),
        )
    for other in others:
        yield _other_sheet(other)
    for column in header.columns:
        if column.index in sheet.hidden_columns:
            yield _of_file(
                "roster.hidden-column",
                message(
                    "{letters}列（{heading}）在表格中是隐藏的，已照常读取。",
                    letters=column.letters,
                    heading=without_numbers(column.heading),
                ),
                where=f"{column.letters}{header.last_row}",
            )


def _other_sheet(sheet: Sheet) -> Problem:
    name = without_numbers(sheet.name or "")
    if sheet.visible:
        return _of_file(
            "roster.other-sheet",
            message("工作表“{name}”也有名册的表头，没有读取。", name=name),
            message("如其中另有人员，请单独上传，或并到第一张表。"),
        )
    return _of_file(
        "roster.hidden-sheet",
        message("隐藏的工作表“{name}”也有名册的表头，没有读取。", name=name),
        message("如其中另有人员，请取消隐藏后单独上传。"),
    )


def _of_file(
    code: str,
    what: Message,
    cure: Message | None = None,
    where: str | None = None,
    severity: Severity = "warning",
) -> Problem:
    return Problem(code, what, where=where, cure=cure, severity=severity)


# Files that are no rosters
def _not_a_roster(workbook: Workbook, by_hand: Mapping[str, Fact], *, has_hidden: bool) -> NotARoster:
    visible = [sheet for sheet in workbook.sheets if sheet.visible]
    if has_hidden:
        problem = _of_file(
            "roster.only-hidden-sheets",
            message("只有隐藏的工作表里有名册，没有读取。"),
            message("请取消隐藏后再上传。"),
            severity="error",
        )
        return NotARoster(problem)
    headers = [header for sheet in visible if (header := nearest_header(sheet, by_hand))]
    nearest = max(headers, key=lambda header: header.recognised, default=None)
    if nearest is None or not nearest.recognised:
        return NotARoster(_no_header(), _first_columns(visible))
    return NotARoster(_lacking(nearest), nearest.columns)


def _no_header() -> Problem:
    return _of_file(
        "roster.no-header",
        message("没有找到表头：应有一行同时写有“姓名”和“证件号码”。"),
        message("请在人员上方加上表头，或下载模板填写。"),
        severity="error",
    )


def _lacking(header: Header) -> Problem:
    present = {column.fact for column in header.columns}
    lacking = [fact.full_name for fact in (Fact.NAME, Fact.DOCUMENT_NUMBER) if fact not in present]
    column = lacking[0] if len(lacking) == 1 else message("姓名和证件号码")
    return _of_file(
        "roster.missing-column",
        message("第{row}行的表头里没有“{column}”一列。", row=header.last_row, column=column),
        message("请加上这一列；如果已有这一列，请把列名改为“{column}”，或在网页上指定。", column=column),
        where=f"A{header.last_row}",
        severity="error",
    )


def _first_columns(sheets: list[Sheet]) -> tuple[Column, ...]:
    """Return the first row with several words as columns, so that they can be mapped by hand."""
    for sheet in sheets:
        for row in islice(sheet.rows, 40):
            columns = _as_columns(row)
            if len(columns) > 1:
                return columns
    return ()


def _as_columns(row: Row) -> tuple[Column, ...]:
    texts = [(index, text_of(value)) for index, value in enumerate(row.values) if isinstance(value, str)]
    return tuple(Column(index, without_numbers(text), None) for index, text in texts if text)
