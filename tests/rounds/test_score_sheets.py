"""A score sheet is read with the care of a roster: nothing is taken for somebody whose name does not agree."""

from decimal import Decimal
from uuid import UUID

import pytest

from registry.foundation.grids.model import CellValue, Row, Sheet, Workbook
from registry.foundation.problems import Refusal
from registry.people.rules.names import comparison_key
from registry.rounds.rules.score_sheet import Examinee, SheetReading, read_score_sheet
from registry.rounds.rules.scores import Mark, Part

ZHANG = Examinee(UUID(int=1), 2, comparison_key("张三"), "140101199003077315")
ALI = Examinee(UUID(int=2), 3, comparison_key("阿卜杜拉·买买提"), "140201198512127713")
PARTS = (Part.THEORY, Part.PRACTICAL)
HEAD: tuple[CellValue, ...] = ("名册行号", "姓名", "证件号码（已遮盖）", "理论知识", "操作技能")


def read(*rows: tuple[CellValue, ...], head: tuple[CellValue, ...] = HEAD) -> SheetReading:
    numbered = tuple(Row(number, values) for number, values in enumerate((head, *rows), start=1))
    return read_score_sheet(Workbook("xlsx", None, (Sheet("成绩表", numbered),)), (ZHANG, ALI), PARTS)


def codes(reading: SheetReading) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.where) for problem in reading.problems]


def test_marks_are_found_by_row_and_name() -> None:
    reading = read((2.0, "张三", "1401", 85.0, "缺考"), (3.0, "阿卜杜拉•买买提", "1402", None, 59.5))

    assert not reading.problems
    assert [(mark.candidate, mark.part, mark.mark, mark.cell) for mark in reading.marks] == [
        (ZHANG.id, Part.THEORY, Mark(Decimal("85.0")), "D2"),
        (ZHANG.id, Part.PRACTICAL, Mark(None), "E2"),
        (ALI.id, Part.PRACTICAL, Mark(Decimal("59.5")), "E3"),
    ]


def test_a_row_is_found_by_its_document_number_too() -> None:
    reading = read(("张 三", "14010119900307731５", 70.0), head=("姓名", "身份证号", "理论"))

    assert [mark.candidate for mark in reading.marks] == [ZHANG.id]


def test_a_line_that_slipped_in_sorting_is_found_out() -> None:
    assert codes(read((3.0, "张三", "", 85.0, 85.0))) == [("scores.name-differs", "B2")]


def test_somebody_who_is_not_admitted_gets_no_mark() -> None:
    assert codes(read((9.0, "王五", "", 85.0, 85.0))) == [("scores.nobody", "A2")]


def test_one_person_twice_is_said() -> None:
    assert codes(read((2.0, "张三", "", 85.0, 85.0), (2.0, "张三", "", 60.0, 85.0))) == [("scores.twice", "B3")]


def test_each_fault_is_said_at_its_cell() -> None:
    assert codes(read((2.0, "张三", "", "优", 101.0))) == [
        ("score.not-a-mark", "D2"),
        ("score.out-of-range", "E2"),
    ]


def test_a_part_that_the_level_does_not_ask_for_is_said() -> None:
    assert codes(read((2.0, "张三", 80.0), head=("行号", "姓名", "综合评审"))) == [("score.part-not-asked", "C2")]


def test_rows_without_marks_totals_and_signatures_are_left_alone() -> None:
    reading = read((2.0, "张三", "", None, " "), (None, None, None, None, None), ("考评员签名", None, None, None, None))

    assert reading == SheetReading((), ())


def test_a_table_without_a_header_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        read((1.0,), head=("甲", "乙"))

    assert caught.value.problems[0].code == "scores.no-header"


def test_a_hidden_sheet_is_not_read() -> None:
    hidden = Sheet("旧", (Row(1, HEAD), Row(2, (2.0, "张三", "", 1.0, 1.0))), visible=False)
    shown = Sheet("成绩表", (Row(1, HEAD), Row(2, (2.0, "张三", "", 90.0, 90.0))))

    reading = read_score_sheet(Workbook("xlsx", None, (hidden, shown)), (ZHANG, ALI), PARTS)

    assert {mark.mark for mark in reading.marks} == {Mark(Decimal("90.0"))}
