"""From sheets to people: header, rows that are no people, each person's cells, repeats, the file as a whole."""

from dataclasses import replace
from datetime import date

import pytest

from registry.foundation.grids.model import CellValue
from registry.people.rules.documents import Document, DocumentKind
from registry.rounds.roster.headings import Fact
from registry.rounds.roster.model import NotARoster, PassedOver
from registry.rounds.roster.reading import read_roster
from tests.rounds.roster.sheets import (
    ASKED,
    HEADER,
    LI,
    ON,
    WANG,
    ZHANG,
    Cells,
    codes,
    numbered,
    only_row,
    person,
    read,
    sheet,
    statuses,
    workbook,
)


# The header
def test_titles_notes_and_the_unit_may_stand_above_the_header() -> None:
    reading = read(
        ("职业技能等级认定报名汇总表", None, None),
        ("填报单位：示例公司", None, "填报日期：2024年5月6日"),
        ("姓名", "须与身份证一致", None),
        None,
        HEADER,
        (1.0, *ZHANG),
    )

    assert (reading.file.header_row, statuses(reading)) == (5, {6: "accepted"})


def test_a_header_of_two_rows_names_its_columns_by_group_and_heading() -> None:
    reading = read(
        ("序号", "姓名", "证件", None, "现持证书", None, None, "申报"),
        (None, None, "类型", "号码", "等级", "编号", "发证日期", "级别"),
        (1.0, ZHANG[0], "居民身份证", ZHANG[1], "四级/中级工", "Y1", "2015-06-01", "三级"),
        merged=((1, 2, 1, 3), (1, 4, 1, 6), (1, 0, 2, 0), (1, 1, 2, 1)),
    )

    assert [column.fact for column in reading.columns] == [
        Fact.SEQUENCE, Fact.NAME, Fact.DOCUMENT_KIND, Fact.DOCUMENT_NUMBER,
        Fact.HELD_LEVEL, Fact.HELD_NUMBER, Fact.HELD_ISSUED, Fact.LEVEL,
    ]  # fmt: skip
    assert (reading.file.header_row, statuses(reading)) == (2, {3: "accepted"})


def test_a_header_of_two_rows_is_read_where_the_format_tells_nothing_of_merged_cells() -> None:
    reading = read(
        ("姓名", "身份证号", "现持证书", "", "申报级别"),
        ("", "", "等级", "发证日期", ""),
        (*ZHANG, "四级", "2015-06-01", "三级"),
        form="csv",
    )

    assert [column.fact for column in reading.columns] == [
        Fact.NAME, Fact.DOCUMENT_NUMBER, Fact.HELD_LEVEL, Fact.HELD_ISSUED, Fact.LEVEL,
    ]  # fmt: skip
    assert statuses(reading) == {3: "accepted"}


def test_a_richer_header_wins_unless_people_stand_between() -> None:
    contact = ("联系人姓名", "姓名", "身份证号", None)
    full = ("序号", "姓名", "身份证号", "学历", "工龄", "手机")

    assert read(contact, full, (1.0, *ZHANG, "大专", 5.0, "13912345678")).file.header_row == 2
    assert read(contact, ("", *ZHANG), full, (1.0, *LI, "大专", 5.0, "13912345678")).file.header_row == 1


def test_english_headers_are_read() -> None:
    reading = read(("No.", "Name", "ID Card No.", "Sex"), (1.0, *ZHANG, "male"))

    assert statuses(reading) == {2: "accepted"}


def test_a_column_that_nobody_knows_is_reported_and_can_be_mapped_by_hand() -> None:
    rows = (("姓名", "证件号码", "干电工几年了"), (*ZHANG, 12.0))
    reading = read(*rows)
    mapped = read(*rows, mapping={"干电工几年了": "years_in_occupation"})

    assert [(column.letters, column.heading) for column in reading.unmapped] == [("C", "干电工几年了")]
    assert reading.rows[0].facts.employment is None
    assert mapped.unmapped == ()
    assert mapped.rows[0].facts.employment is not None


def test_two_columns_for_one_fact_leave_the_vaguer_one_to_be_mapped_by_hand() -> None:
    reading = read(("姓名", "证件号码", "技能等级", "申报等级"), (*ZHANG, "四级", "三级"))

    assert [column.heading for column in reading.unmapped] == ["技能等级"]
    assert statuses(reading) == {2: "accepted"}


def test_a_date_of_award_belongs_to_what_stands_left_of_it() -> None:
    title = read(("姓名", "证件号码", "职称", "取得时间"), (*ZHANG, "技术员", "2015-06-01"))
    certificate = read(("姓名", "证件号码", "原证书等级", "取得时间"), (*ZHANG, "四级", "2015-06-01"))

    assert title.columns[-1].fact is Fact.TITLE_AWARDED
    assert certificate.columns[-1].fact is Fact.HELD_ISSUED


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (("序号", "姓名", "性别"), "roster.missing-column"),
        (("序号", "证件号码", "性别"), "roster.missing-column"),
        (("甲", "乙", "丙"), "roster.no-header"),
    ],
)
def test_without_name_and_number_the_file_is_no_roster(header: Cells, code: str) -> None:
    with pytest.raises(NotARoster) as refused:
        read(header, ("1", "2", "3"))

    assert [problem.code for problem in refused.value.problems] == [code]
    assert [column.heading for column in refused.value.columns] == list(header)


def test_a_number_column_can_be_named_by_hand() -> None:
    reading = read(("姓名", "号牌"), ZHANG, mapping={"号 牌": "document_number"})

    assert statuses(reading) == {2: "accepted"}


def test_a_sheet_without_rows_is_no_roster() -> None:
    with pytest.raises(NotARoster):
        read()


# Rows that are no people
@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (("合计", None, None), "total"),
        (("合 计", "11人", None), "total"),
        (("合计", 14.0, None), "total"),
        ((None, "共12人", None), "total"),
        (("填表人：", None, "审核人："), "signature"),
        (("", "单位负责人签字：李四", "联系电话：13912345678"), "signature"),
        (("单位（盖章）", None, None), "signature"),
        (("2024年5月6日", None, None), "signature"),
        (HEADER, "header"),
        (("注：请如实填写，一人一行。", None, None), "note"),
        ((None, "以上人员均为本单位在岗职工，情况属实。", None), "note"),
        (("报名表", None, None), "note"),
        (("例", "张三", "110101199001011234"), "sample"),
        ((1.0, "例：张三", "110101199001011234"), "sample"),
        ((1.0, "张三（示例）", "110101199001011234"), "sample"),
    ],
)
def test_what_names_nobody_is_no_row(row: Cells, kind: str) -> None:
    reading = read(("报名表", None, None), HEADER, (1.0, *ZHANG), row, (2.0, *LI))

    assert statuses(reading) == {3: "accepted", 5: "accepted"}
    assert reading.passed_over == (PassedOver(4, kind),)  # type: ignore[arg-type]


def test_a_merged_line_across_name_and_number_is_no_row() -> None:
    reading = read(("姓名", "证件号码"), ZHANG, ("以下空白", None), merged=((3, 0, 3, 1),))

    assert reading.passed_over == (PassedOver(3, "note"),)


@pytest.mark.parametrize(
    "row", [(2.0, None, None, None, None), (2.0, "", " ", "电工", "三级"), (None, None, None, "电工", None), ("'",)]
)
def test_a_row_that_was_only_filled_down_beforehand_is_empty(row: Cells) -> None:
    reading = read((*HEADER, "职业", "级别"), (1.0, *ZHANG, "电工", "三级"), row)

    assert (statuses(reading), reading.passed_over) == ({2: "accepted"}, ())


def test_a_person_without_name_or_number_stays_a_row_and_is_refused_at_the_cell() -> None:
    reading = read(
        (*HEADER, "手机", "参加工作时间"),
        (1.0, "张三"),
        (2.0, None, LI[1]),
        (3.0, None, None, "13912345678", "2009-10"),
    )

    assert [codes(row) for row in reading.rows] == [
        [("C2", "id.missing")],
        [("B3", "name.missing")],
        [("B4", "name.missing"), ("C4", "id.missing"), ("E4", "years.from-work-start")],
    ]


def test_a_day_or_a_unit_in_front_of_a_person_is_no_signature() -> None:
    reading = read(
        ("填报日期", "姓名", "证件号码", "单位"),
        ("2024年5月6日", "张三", None, "机电部门：一班"),
        ("2024年5月6日", None, None, None),
    )

    assert (statuses(reading), reading.passed_over) == ({2: "refused"}, (PassedOver(3, "signature"),))


def test_rows_keep_the_numbers_that_the_spreadsheet_shows() -> None:
    assert statuses(read(HEADER, None, None, (1.0, *ZHANG), None, (2.0, *LI))) == {4: "accepted", 6: "accepted"}


# A person's cells
@pytest.mark.parametrize("number", [140101198807251310.0, 1.401e17, 12345678.0, 0.0, True, date(1988, 7, 25)])
def test_a_number_that_the_spreadsheet_holds_as_a_number_is_refused_whatever_its_digits(number: CellValue) -> None:
    (row,) = read(HEADER, (1.0, "张三", number)).rows

    assert (row.status, codes(row)) == ("refused", [("C2", "id.typed-as-number")])


@pytest.mark.parametrize("number", ["1.40101E+17", "1.4E17", "140101198807251000.0"])
def test_a_number_that_went_through_a_spreadsheet_into_text_is_refused(number: str) -> None:
    (row,) = read(HEADER, ("1", "张三", number), form="csv").rows

    assert codes(row) == [("C2", "id.typed-as-number")]


@pytest.mark.parametrize(
    "number", [f"'{ZHANG[1]}", f" {ZHANG[1]}\t", f'="{ZHANG[1]}"', "１４０１０１１９８８０７２５１３１０"]
)
def test_the_marks_by_which_people_keep_numbers_as_text_are_understood(number: str) -> None:
    (row,) = read(HEADER, (1.0, "张三", number)).rows

    assert (row.status, row.document) == (
        "accepted",
        Document(DocumentKind.IDENTITY_CARD, ZHANG[1], date(1988, 7, 25), "男"),
    )


def test_a_formula_without_a_stored_value_is_no_name_and_no_number() -> None:
    reading = read(HEADER, (1.0, None, None), formulas_without_value=frozenset({(2, 1), (2, 2)}))

    assert reading.rows == ()
    (row,) = read(HEADER, (1.0, "张三", "#N/A")).rows
    assert codes(row) == [("C2", "id.formula")]


@pytest.mark.parametrize(
    ("kind", "number", "status"),
    [
        ("护照", "E12345678", "accepted"),
        ("居民身份证", "E12345678", "refused"),
        ("护照", ZHANG[1], "refused"),
        ("台胞证", "12345678", "accepted"),
        ("港澳居民来往内地通行证", "H12345678", "accepted"),
        ("军官证", "12345678", "refused"),
        (None, ZHANG[1], "accepted"),
        (None, "E12345678", "refused"),
    ],
)
def test_a_number_is_checked_as_the_kind_that_its_row_names(kind: str | None, number: str, status: str) -> None:
    assert only_row("证件类型", kind, ("张三", number)).status == status


@pytest.mark.parametrize(
    ("sex", "status"), [("男", "accepted"), ("男性", "accepted"), ("", "accepted"), ("女", "refused"), ("?", "warning")]
)
def test_sex_may_not_contradict_the_number(sex: str, status: str) -> None:
    assert only_row("性别", sex).status == status


@pytest.mark.parametrize(
    ("born", "problems"),
    [
        ("1988-07-25", []),
        ("1988.07", []),
        ("1988-07-26", [("C2", "birth.contradicts-number")]),
        ("1988.08", [("C2", "birth.contradicts-number")]),
        (1988.07, [("C2", "date.decimal")]),
    ],
)
def test_a_birth_date_may_not_contradict_the_number(born: CellValue, problems: list[tuple[str, str]]) -> None:
    row = only_row("出生日期", born)

    assert codes(row) == problems
    assert row.birth_date == date(1988, 7, 25)


def test_other_documents_take_birth_date_and_sex_from_their_columns() -> None:
    (row,) = read(
        ("姓名", "证件类型", "证件号码", "性别", "出生年月"), ("李明", "护照", "E12345678", "女", "1990.05")
    ).rows

    assert (row.birth_date, row.sex, row.facts.birth_date) == (date(1990, 5, 1), "女", date(1990, 5, 1))


@pytest.mark.parametrize(
    ("phone", "problems"),
    [
        ("13912345678", []),
        (13912345678.0, []),
        ("139-1234-5678", []),
        ("0351-1234567", []),
        ("", []),
        ("1391234", []),
        ("139123456", [("C2", "phone.form")]),
    ],
)
def test_a_phone_number_that_cannot_be_is_a_warning(phone: CellValue, problems: list[tuple[str, str]]) -> None:
    assert codes(only_row("手机号", phone)) == problems


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("职业", "焊工", "row.other-occupation"),
        ("职业", "6-18-01-01", "row.other-occupation"),
        ("级别", "四级/中级工", "row.other-level"),
        ("级别", "很高", "row.level-unreadable"),
    ],
)
def test_a_row_for_another_round_is_refused(heading: str, value: str, code: str) -> None:
    row = only_row(heading, value)

    assert (row.status, codes(row)) == ("refused", [("C2", code)])


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("职业", "电工"),
        ("职业", "电工（矿山电工）"),
        ("职业", "电工／矿山电工"),
        ("职业", "6-31-01-03 电工"),
        ("职业", ""),
        ("工种", "什么都行"),
        ("级别", "3"),
        ("级别", 3.0),
        ("级别", "高级工"),
    ],
)
def test_a_row_for_this_round_is_taken_however_it_says_so(heading: str, value: CellValue) -> None:
    assert only_row(heading, value).status == "accepted"


def test_the_rounds_job_type_stands_for_its_occupation_where_it_names_one() -> None:
    assert only_row("职业", "矿山电工").status == "refused"
    assert only_row("职业", "矿山电工", asked=replace(ASKED, job_type="矿山电工")).status == "accepted"


@pytest.mark.parametrize(
    ("job_type", "status"),
    [("矿山电工", "accepted"), ("电工（矿山电工）", "accepted"), ("", "accepted"), ("船舶电工", "refused")],
)
def test_a_job_type_is_held_against_the_round_where_the_round_names_one(job_type: str, status: str) -> None:
    assert only_row("工种", job_type, asked=replace(ASKED, job_type="矿山电工")).status == status


def test_a_name_that_no_font_draws_is_a_warning() -> None:
    book = workbook(sheet(HEADER, (1.0, "王䶮", ZHANG[1])))
    (row,) = read_roster(book, ASKED, undrawable=lambda name: tuple(sign for sign in name if sign == "䶮")).rows

    assert (row.status, codes(row)) == ("warning", [("B2", "name.not-drawable")])


# One person twice
def test_the_second_row_of_a_person_is_left_out() -> None:
    reading = read(HEADER, (1.0, *ZHANG), (2.0, *LI), (3.0, "张 三", f" {ZHANG[1]}"))

    assert statuses(reading) == {2: "accepted", 3: "accepted", 4: "duplicate"}
    assert reading.candidates == 2


def test_a_repeat_whose_other_cells_differ_says_so() -> None:
    reading = read(
        (*HEADER, "手机"), (1.0, *ZHANG, "13912345678"), (2.0, *ZHANG, "13912345678"), (3.0, *ZHANG, "13912345679")
    )

    assert [codes(row) for row in reading.rows] == [
        [],
        [("C3", "person.repeated")],
        [("C4", "person.repeated-with-differences")],
    ]


def test_one_number_with_two_names_refuses_every_row_that_bears_it() -> None:
    reading = read(HEADER, (1.0, *ZHANG), (2.0, "李四", ZHANG[1]), (3.0, *ZHANG), (4.0, *LI))

    assert statuses(reading) == {2: "refused", 3: "refused", 4: "refused", 5: "accepted"}
    assert codes(reading.rows[0]) == [("C2", "person.number-of-another")]


def test_a_refused_row_is_no_earlier_row() -> None:
    reading = read((*HEADER, "性别"), (1.0, *ZHANG, "女"), (2.0, *ZHANG, "男"), (3.0, *ZHANG, "男"))

    assert statuses(reading) == {2: "refused", 3: "accepted", 4: "duplicate"}


def test_names_that_differ_in_the_dot_alone_are_one_person() -> None:
    number = numbered("14010119850505001")
    reading = read(HEADER, (1.0, "阿卜杜拉·买买提", number), (2.0, "阿卜杜拉•买买提", number))

    assert statuses(reading) == {2: "accepted", 3: "duplicate"}


def test_one_number_of_two_kinds_of_document_is_two_people() -> None:
    header = ("姓名", "证件类型", "证件号码")
    reading = read(header, ("李明", "护照", "12345678"), ("王芳", "台胞证", "12345678"))

    assert statuses(reading) == {2: "accepted", 3: "accepted"}


# The file as a whole
def test_a_hidden_row_counts_with_a_warning() -> None:
    book = sheet(HEADER, (1.0, *ZHANG))
    hidden = replace(book, rows=[book.rows[0], replace(book.rows[1], hidden=True)])
    (row,) = read_roster(workbook(hidden), ASKED).rows

    assert (row.status, codes(row)) == ("warning", [("B2", "row.hidden")])


def test_a_hidden_column_is_read_and_mentioned() -> None:
    reading = read((*HEADER, "手机"), (1.0, *ZHANG, "13912345678"), hidden_columns=frozenset({3}))

    assert [(problem.where, problem.code) for problem in reading.problems] == [("D1", "roster.hidden-column")]


def test_the_first_visible_sheet_with_a_header_is_read_and_the_others_are_named() -> None:
    explanation = sheet(("填表说明", None), ("姓名", "须与身份证一致"), name="填表说明")
    draft = sheet(HEADER, (1.0, *WANG), name="草稿", visible=False)
    first, second = sheet(HEADER, (1.0, *ZHANG), name="甲"), sheet(HEADER, (1.0, *LI), name="乙")
    reading = read_roster(workbook(explanation, draft, first, second), ASKED)

    assert (reading.file.sheet, [row.name for row in reading.rows]) == ("甲", ["张三"])
    assert [problem.code for problem in reading.problems] == ["roster.hidden-sheet", "roster.other-sheet"]
    assert "乙" in str(reading.problems[1])


def test_a_roster_on_a_hidden_sheet_alone_is_refused_with_the_reason() -> None:
    with pytest.raises(NotARoster) as refused:
        read_roster(workbook(sheet(HEADER, (1.0, *ZHANG), visible=False)), ASKED)

    assert refused.value.problems[0].code == "roster.only-hidden-sheets"


def test_a_header_without_people_is_a_roster_of_nobody_with_a_warning() -> None:
    reading = read(HEADER)

    assert (reading.candidates, [problem.code for problem in reading.problems]) == (0, ["roster.no-people"])


def test_no_number_stands_in_a_repr_or_a_message() -> None:
    reading = read(
        (*HEADER, "备注", "职业"),
        (1.0, *ZHANG, ZHANG[1], ZHANG[1]),
        (2.0, ZHANG[1], "张三", None, None),
        (3.0, "李四", 140101198807251310.0, None, None),
    )
    said = [problem.in_both() for row in reading.rows for problem in row.problems]

    assert [row.name for row in reading.rows] == ["张三", "140101********1310", "李四"]
    assert "140101198807251310" not in f"{reading!r} {said}"


def test_what_decides_nothing_is_kept_as_written() -> None:
    (row,) = read(("姓名", "证件号码", "单位", "毕业院校", "学历"), (*ZHANG, "机电车间", "某校", "无")).rows

    assert row.noted == {Fact.UNIT: "机电车间", Fact.SCHOOL: "某校"}


def test_many_people_are_read_in_their_order() -> None:
    people = [person(serial) for serial in range(300)]
    reading = read(HEADER, *((float(place), *who) for place, who in enumerate(people, 1)))

    assert [row.name for row in reading.rows] == [name for name, _ in people]
    assert (reading.candidates, reading.asked.on) == (300, ON)
