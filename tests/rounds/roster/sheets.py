"""Small rosters made for a test, and the round for which they are read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from stdnum.cn.ric import calc_check_digit

from registry.foundation.grids.model import CellValue, Format, Row, Sheet, Workbook
from registry.policy.catalogue import SkillLevel
from registry.rounds.roster.model import AskedRound, RosterReading, RosterRow
from registry.rounds.roster.reading import read_roster

ON = date(2024, 6, 1)
ASKED = AskedRound("6-31-01-03", SkillLevel.SENIOR, ON)
HEADER = ("序号", "姓名", "证件号码")
ZHANG, LI, WANG = ("张三", "140101198807251310"), ("李四", "140101198103169554"), ("王五", "140301199602094567")


def numbered(first_seventeen: str) -> str:
    """Complete an identity number with its check character."""
    return first_seventeen + calc_check_digit(first_seventeen + "0")


def person(serial: int, *, born: str = "19850505") -> tuple[str, str]:
    """Return the name and number of an invented person; each serial is another person."""
    sign = chr(ord("一") + serial)
    return f"王{sign}", numbered(f"140101{born}{serial:03}")


Cells = Sequence[CellValue]


def sheet(*rows: Cells | None, name: str | None = "报名表", **more: object) -> Sheet:
    """Return a sheet of these rows, numbered from 1; None is an empty row, which is left out."""
    made = [Row(number, tuple(values)) for number, values in enumerate(rows, 1) if values is not None]
    return replace(Sheet(name, made), **more)  # type: ignore[arg-type]


def workbook(*sheets: Sheet, form: Format = "xlsx") -> Workbook:
    """Return a workbook of these sheets."""
    return Workbook(form, None, sheets)


def read(
    *rows: Cells | None,
    asked: AskedRound = ASKED,
    mapping: Mapping[str, str] | None = None,
    form: Format = "xlsx",
    **more: object,
) -> RosterReading:
    """Read one sheet of these rows as a roster."""
    return read_roster(workbook(sheet(*rows, **more), form=form), asked, mapping=mapping)


def only_row(heading: str, value: CellValue, who: tuple[CellValue, CellValue] = ZHANG, **more: object) -> RosterRow:
    """Read a roster of one person with one further column."""
    (row,) = read(("姓名", "证件号码", heading), (*who, value), **more).rows  # type: ignore[arg-type]
    return row


def statuses(reading: RosterReading) -> dict[int, str]:
    """Return the status of each row by its number."""
    return {row.number: row.status for row in reading.rows}


def codes(row: RosterRow) -> list[tuple[str | None, str]]:
    """Return cell and code of each of a row's problems."""
    return [(problem.where, problem.code) for problem in row.problems]
