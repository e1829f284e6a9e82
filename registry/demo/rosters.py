"""Rosters as the enterprises of the demonstration send them (演示名册): each in its own form and habits."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from registry.demo.people import Worker
from registry.people.rules.documents import DocumentKind
from registry.policy.catalogue import SkillLevel, occupations

Cell = str | int | float | date | None
Line = list[Cell]


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate that a worker holds; the level as its digit."""

    level: int
    occupation: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class RosterToWrite:
    """Who is put forward, for what and as of when; what the enterprise knows of certificates held before."""

    enterprise: str
    title: str
    occupation: str
    job_type: str | None
    level: SkillLevel
    on: date
    workers: Sequence[Worker]
    held: dict[str, Held]
    years_left_blank: int = 0

    def years_of(self, place: int) -> int | None:
        """Full years in the occupation; blank for the last ones where the enterprise has left them so."""
        if place >= len(self.workers) - self.years_left_blank:
            return None
        return full_years(self.workers[place].started, self.on)


def full_years(first: date, on: date) -> int:
    """Return the full years from one day to another."""
    return on.year - first.year - ((on.month, on.day) < (first.month, first.day))


def write_roster(roster: RosterToWrite) -> tuple[bytes, str]:
    """Return a roster's file and its name, in the form that its enterprise is used to."""
    return _FORMS[roster.enterprise](roster)


def _of_machinery(roster: RosterToWrite) -> tuple[bytes, str]:
    """A workbook with a merged title, the kind of document in a column of its own, signatures at the end."""
    heads = [
        "序号", "姓名", "性别", "证件类型", "证件号码", "出生日期", "文化程度", "从事本职业年限",
        "证书等级", "证书职业", "发证日期", "职称", "申报职业", "申报等级",
    ]  # fmt: skip
    lines: list[Line] = [[f"{roster.title}报名表"], [], list[Cell](heads)]
    for place, worker in enumerate(roster.workers):
        kind = "护照" if worker.document_kind is DocumentKind.PASSPORT else "居民身份证"
        lines.append(
            [
                place + 1, worker.name, worker.sex, kind, worker.number, worker.birth_date.isoformat(),
                worker.schooling, roster.years_of(place), *_held(roster, worker), "无",
                occupations()[roster.occupation].name_zh, roster.level.as_printed,
            ]
        )  # fmt: skip
    lines.append(["经办人签字：", None, None, "日期："])
    return _workbook(lines, merged=len(heads)), f"{roster.title}.xlsx"


def _held(roster: RosterToWrite, worker: Worker) -> tuple[Cell, Cell, Cell]:
    """The certificate that somebody holds: its level, occupation and day of issue."""
    held = roster.held.get(worker.number)
    if held is None:
        return "无", None, None
    return SkillLevel.of_code(held.level).as_printed, occupations()[held.occupation].name_zh, held.issued_on.isoformat()


def _of_chemicals(roster: RosterToWrite) -> tuple[bytes, str]:
    """A plain workbook, first row the heads; one column that no rule recognises."""
    return _workbook(_lines_of_chemicals(roster)), f"{roster.title}.xlsx"


def _lines_of_chemicals(roster: RosterToWrite) -> list[Line]:
    lines: list[Line] = [["工号", "姓名", "性别", "身份证号", "学历", "参加工作时间", "本工种年限", "班次编排", "备注"]]
    for place, worker in enumerate(roster.workers):
        lines.append(
            [
                f"YL{place + 1:04}", worker.name, worker.sex, worker.number, worker.schooling,
                worker.started.isoformat(), roster.years_of(place), "甲乙丙丁"[place % 4] + "班", None,
            ]
        )  # fmt: skip
    return lines


def _of_vinegar(roster: RosterToWrite) -> tuple[bytes, str]:
    """Comma-separated text in GB18030, as an old spreadsheet saves it; years with the word beside them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["姓名", "性别", "身份证号码", "文化程度", "从事本职业年限", "车间"])
    for place, worker in enumerate(roster.workers):
        years = roster.years_of(place)
        writer.writerow(
            [worker.name, worker.sex, worker.number, worker.schooling, "" if years is None else f"{years}年", "一车间"]
        )
    return out.getvalue().encode("gb18030"), f"{roster.title}.csv"


_FORMS: dict[str, Callable[[RosterToWrite], tuple[bytes, str]]] = {
    "machinery": _of_machinery,
    "chemical": _of_chemicals,
    "vinegar": _of_vinegar,
}


_NAME, _NUMBER, _YEARS = 1, 3, 6


def write_roster_with_faults(roster: RosterToWrite) -> tuple[bytes, str]:
    """Return the chemicals' roster with what goes wrong in real ones: refused, warned and repeated rows."""
    lines = _lines_of_chemicals(roster)
    lines[3][_NUMBER] = _with_wrong_check_character(str(lines[3][_NUMBER]))
    lines[5][_NUMBER] = float(str(lines[5][_NUMBER])[:17] + "0")
    lines[7][_NUMBER] = str(lines[7][_NUMBER])[:6] + str(lines[7][_NUMBER])[8:17]
    lines[9][_NAME] = None
    lines[11][_YEARS] = "十来年"
    lines[13][_YEARS] = None
    lines[15][_NAME] = " ".join(str(lines[15][_NAME]))
    lines += [list(lines[2]), [*lines[4][:_NAME], "张冠李", *lines[4][_NAME + 1 :]]]
    return _workbook(lines, hidden=18), f"{roster.title}.xlsx"


def _with_wrong_check_character(number: str) -> str:
    return number[:-1] + ("1" if number[-1] != "1" else "2")


def _workbook(lines: Sequence[Line], *, merged: int = 0, hidden: int = 0) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "报名"
    for line in lines:
        sheet.append(line)
    if merged:
        sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=merged)
        sheet["A1"].alignment = Alignment(horizontal="center")
        sheet["A1"].font = Font(bold=True, size=16)
    if hidden:
        sheet.row_dimensions[hidden].hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
