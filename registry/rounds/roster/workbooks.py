"""The spreadsheets that go out: refused rows with their reasons, to be mended, and the template to fill in."""

from collections.abc import Sequence

from registry.foundation.grids.model import CellValue
from registry.foundation.grids.writing import ColumnToWrite, SheetToWrite, write_workbook
from registry.foundation.languages import Language
from registry.foundation.problems import Message, Problem, message
from registry.people.rules.documents import DocumentKind
from registry.people.rules.identity import form_in_words
from registry.policy.catalogue import SkillLevel
from registry.rounds.roster.headings import Fact, fact_of_heading
from registry.rounds.roster.model import Column, RosterReading, RosterRow

_KEPT_AS_TEXT = frozenset((Fact.DOCUMENT_NUMBER, Fact.PHONE, Fact.HELD_NUMBER, Fact.NAME))
_SEXES = (message("男"), message("女"))
_EDUCATION = (
    message("初中"), message("高中"), message("中专"), message("技工院校"), message("大专"), message("本科"),
    message("硕士"), message("博士"),
)  # fmt: skip


def refused_workbook(reading: RosterReading, language: Language) -> bytes:
    """Return the refused rows as .xlsx with the original columns and the reason in an added last column.

    It can be mended and uploaded again as it is: the added column is not read. A number that a spreadsheet had
    turned into a number is left out, so that it is written anew as text.
    """
    columns = [column for column in reading.columns if column.fact is not Fact.RETURNED_FOR]
    rows = [row for row in reading.rows if row.status == "refused"]
    reason = ColumnToWrite(Fact.RETURNED_FOR.full_name.in_language(language))
    sheet = SheetToWrite(
        name=message("退回名单").in_language(language),
        columns=[*(_column_again(column, language) for column in columns), reason],
        rows=[[*(_value_again(row, column) for column in columns), _reason(row, language)] for row in rows],
        notes=_notes(rows, columns, language),
    )
    return write_workbook([sheet])


def _column_again(column: Column, language: Language) -> ColumnToWrite:
    """Return a column under a heading that will be read as the same fact, without its group or hand mapping."""
    heading = column.heading
    if column.fact not in (None, Fact.NOT_USED, fact_of_heading(heading)):
        heading = column.fact.full_name.in_language(language)
    return ColumnToWrite(heading, as_text=column.fact in _KEPT_AS_TEXT)


def _value_again(row: RosterRow, column: Column) -> CellValue:
    value = row.values[column.index] if column.index < len(row.values) else None
    if column.fact is Fact.DOCUMENT_NUMBER and not isinstance(value, str):
        return None
    return value


def _errors(row: RosterRow) -> list[Problem]:
    return [problem for problem in row.problems if problem.severity == "error"]


def _reason(row: RosterRow, language: Language) -> str:
    where = message("原文件第{row}行", row=row.number).in_language(language)
    texts = [problem.in_language(language) for problem in _errors(row)]
    return f"{where}: {' '.join(texts)}"


def _notes(rows: Sequence[RosterRow], columns: Sequence[Column], language: Language) -> dict[tuple[int, int], str]:
    """Return each error as a note at its cell, by position."""
    notes: dict[tuple[int, int], str] = {}
    for position, row in enumerate(rows):
        cells = {f"{column.letters}{row.number}": place for place, column in enumerate(columns)}
        for problem in _errors(row):
            if (place := cells.get(problem.where or "")) is not None:
                notes[position, place] = problem.in_language(language)
    return notes


# The template
_TEMPLATE: tuple[tuple[Fact, Message], ...] = (
    (Fact.SEQUENCE, message("可以不填。")),
    (Fact.NAME, message("必填。与证件一致；少数民族姓名中的间隔点照证件填写。")),
    (Fact.SEX, message("男或女。居民身份证号码已含性别，可以不填。")),
    (Fact.DOCUMENT_KIND, message("不填即为居民身份证。")),
    (Fact.DOCUMENT_NUMBER, message("必填。本列已设为文本格式，请不要改成数字。")),
    (Fact.BIRTH_DATE, message("使用居民身份证的不必填；其他证件请填写，例如1990-05-06。")),
    (Fact.EDUCATION, message("最高学历。毕业院校和专业在网页上补充。")),
    (Fact.WORK_START, message("例如2009-10-01或2009年10月；没有日的按当月1日计算。")),
    (Fact.YEARS_IN_OCCUPATION, message("到申报日期为止从事本职业的整年数，例如5。不填的按参加工作时间计算。")),
    (Fact.HELD_LEVEL, message("现有的最高等级证书，例如四级/中级工；没有证书的填“无”。")),
    (Fact.HELD_OCCUPATION, message("现有证书上的职业名称。")),
    (Fact.HELD_NUMBER, message("现有证书的编号。")),
    (Fact.HELD_ISSUED, message("现有证书的发证日期。")),
    (Fact.TITLE, message("例如助理工程师；没有职称的填“无”。")),
    (Fact.TITLE_AWARDED, message("取得职称的日期。")),
    (Fact.OCCUPATION, message("可以不填；填写的应与批次一致。")),
    (Fact.JOB_TYPE, message("可以不填；填写的应与批次一致。")),
    (Fact.LEVEL, message("可以不填；填写的应与批次一致。")),
    (Fact.PHONE, message("本人手机号码。")),
    (Fact.UNIT, message("车间、部门等，供本单位查找。")),
    (Fact.REMARK, message("供本单位使用。")),
)


def template_workbook(language: Language) -> bytes:
    """Return the template to download as .xlsx: a header over empty rows, and a sheet that explains each column."""
    roster = SheetToWrite(
        name=message("名册").in_language(language),
        columns=[_template_column(fact, note, language) for fact, note in _TEMPLATE],
    )
    return write_workbook([roster, _explanations(language)])


def _template_column(fact: Fact, note: Message, language: Language) -> ColumnToWrite:
    return ColumnToWrite(
        fact.full_name.in_language(language),
        note=note.in_language(language),
        choices=tuple(choice.in_language(language) for choice in _CHOICES.get(fact, ())),
        as_text=fact in _KEPT_AS_TEXT,
    )


_LEVELS = tuple(level for level in SkillLevel if level.examined)
_CHOICES: dict[Fact, Sequence[Message | SkillLevel]] = {
    Fact.SEX: _SEXES,
    Fact.DOCUMENT_KIND: [kind.full_name for kind in DocumentKind],
    Fact.EDUCATION: _EDUCATION,
    Fact.LEVEL: _LEVELS,
}


def _explanations(language: Language) -> SheetToWrite:
    columns = (message("列"), message("怎样填写"))
    rows: list[list[CellValue]] = [
        [fact.full_name.in_language(language), note.in_language(language)] for fact, note in _TEMPLATE
    ]
    rows += [[kind.full_name.in_language(language), form_in_words(kind).in_language(language)] for kind in DocumentKind]
    return SheetToWrite(
        name=message("填写说明").in_language(language),
        columns=[ColumnToWrite(text.in_language(language)) for text in columns],
        rows=rows,
    )
