"""Who stands in a row: name, document, sex, birth date and phone, each held against the others."""

import re
from collections.abc import Callable
from datetime import date

from registry.foundation.problems import Message, Problem, message
from registry.foundation.typing_habits import code_as_typed, half_width
from registry.people.rules.documents import (
    Document,
    DocumentKind,
    Sex,
    document_kind_named,
    masked,
    without_numbers,
)
from registry.people.rules.identity import EARLIEST_BIRTH, check_document, number_missing, typed_as_number
from registry.people.rules.names import clean_name, name_problems
from registry.rounds.roster.cells import is_cell_error, quoted, read_sex, says_nothing, text_of
from registry.rounds.roster.headings import Fact
from registry.rounds.roster.looking import RowLook

Undrawable = Callable[[str], tuple[str, ...]]
"""Returns the characters of a name that no font of the certificate draws."""

_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d{1,2}|\d{15,18}\.0+", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+?86)?1[3-9]\d{9}|0\d{9,11}|\d{7,8}|400\d{7}")
_SEVERAL_PHONES = re.compile(r"[/、,;，；\\]|或")


def read_name(look: RowLook, undrawable: Undrawable) -> str:
    """Return the name, fit to be shown; what is wrong with it is noted."""
    value = look.value(Fact.NAME)
    name = clean_name(text_of(value))
    if is_cell_error(name) or look.lacks_value(Fact.NAME):
        look.note(Fact.NAME, _formula_fault("name.formula"))
        return ""
    if isinstance(value, str) or not name:
        for problem in name_problems(name):
            look.note(Fact.NAME, problem)
    else:
        look.refuse(
            Fact.NAME,
            "name.not-text",
            message("姓名一格里是数字或日期，不是文字。"),
            message("请按证件填写姓名，并核对各列是否错位。"),
        )
    if missing := undrawable(name):
        _warn_of_font(look, missing)
    return without_numbers(name)


def _warn_of_font(look: RowLook, missing: tuple[str, ...]) -> None:
    look.warn(
        Fact.NAME,
        "name.not-drawable",
        message("现有字体印不出“{signs}”，在补充字体之前不能制证。", signs="".join(missing)),
        message("请与证件核对；如无误，请联系登记机构补充字体。"),
    )


# Document
def read_document(look: RowLook, on: date) -> tuple[Document | None, str]:
    """Return the checked document and its number as it may be shown; what is wrong is noted."""
    value = look.value(Fact.DOCUMENT_NUMBER)
    typed = half_width(text_of(value))
    shown = masked(code_as_typed(f"{value:.0f}" if isinstance(value, float) else typed)[:40])
    if fault := _fault_of_cell(look, typed):
        look.note(Fact.DOCUMENT_NUMBER, fault)
        return None, shown
    kind = _read_kind(look)
    if kind is None:
        return None, shown
    check = check_document(kind, typed, on)
    for problem in check.problems:
        look.note(Fact.DOCUMENT_NUMBER, problem)
    return check.document, check.document.masked if check.document else shown


def _fault_of_cell(look: RowLook, typed: str) -> Problem | None:
    value = look.value(Fact.DOCUMENT_NUMBER)
    if is_cell_error(typed) or look.lacks_value(Fact.DOCUMENT_NUMBER):
        return _formula_fault("id.formula")
    if says_nothing(typed):
        return number_missing()
    if not isinstance(value, str) or _SCIENTIFIC.fullmatch(typed):
        return typed_as_number()
    return None


def _formula_fault(code: str) -> Problem:
    return Problem(
        code,
        message("这一格是没有结果的公式。"),
        cure=message("请在表格软件中打开并保存一次，或把该列复制后粘贴为数值，再上传。"),
    )


def _read_kind(look: RowLook) -> DocumentKind | None:
    """Return the kind that the row names; without a column, or where it is empty, it is an identity card."""
    text = look.text(Fact.DOCUMENT_KIND)
    if says_nothing(text):
        return DocumentKind.IDENTITY_CARD
    kind = document_kind_named(text)
    if kind is None:
        look.refuse(
            Fact.DOCUMENT_KIND,
            "id.kind-unknown",
            message("不能采用“{text}”这一证件类型。", text=quoted(text)),
            message(
                "可以采用居民身份证、港澳台居民居住证、护照、港澳居民来往内地通行证、"
                "台湾居民来往大陆通行证、外国人永久居留身份证。"
            ),
        )
    return kind


# Sex and birth date
_SEX_WORDS: dict[Sex, Message] = {"男": message("男"), "女": message("女")}


def read_sex_of(look: RowLook, document: Document | None) -> Sex | None:
    """Return the sex, from the number where it tells, elsewhere from its column; they may not contradict."""
    text = look.text(Fact.SEX)
    written = read_sex(text)
    if written is None and not says_nothing(text):
        look.warn(
            Fact.SEX,
            "sex.unreadable",
            message("性别“{text}”不能识别，没有采用。", text=quoted(text)),
            message("请填写男或女。"),
        )
    told = document.sex if document else None
    if told and written and told != written:
        look.refuse(
            Fact.SEX,
            "sex.contradicts-number",
            message("性别填的是{written}，与证件号码不符。", written=_SEX_WORDS[written]),
            message("请按证件核对性别和号码，改正其中有误的一项。"),
        )
    return told or written


def read_birth_date(look: RowLook, document: Document | None, on: date) -> date | None:
    """Return the birth date, from the number where it tells, elsewhere from its column."""
    read = look.day(Fact.BIRTH_DATE)
    told = document.birth_date if document else None
    if read.problem is not None:
        look.note(Fact.BIRTH_DATE, read.problem)
    if read.day is None:
        return told
    if told is not None:
        same = read.day == told if read.whole else (read.day.year, read.day.month) == (told.year, told.month)
        if not same:
            look.refuse(
                Fact.BIRTH_DATE,
                "birth.contradicts-number",
                message("出生日期与证件号码不符。"),
                message("请按证件核对出生日期和号码，改正其中有误的一项。"),
            )
        return told
    if not EARLIEST_BIRTH <= read.day <= on:
        look.refuse(
            Fact.BIRTH_DATE,
            "birth.out-of-range",
            message("出生日期（{born}）不合理。", born=read.day),
            message("请按证件核对后改正。"),
        )
        return None
    return read.day


def read_phone(look: RowLook) -> str:
    """Return the phone number as written, without blanks and dashes; one that cannot be is a warning."""
    text = look.text(Fact.PHONE)
    if says_nothing(text) or is_cell_error(text):
        return ""
    phone = re.sub(r"[\s\-()]", "", half_width(text))
    if not all(_PHONE.fullmatch(part) for part in _SEVERAL_PHONES.split(phone) if part):
        look.warn(
            Fact.PHONE,
            "phone.form",
            message("联系电话不像一个完整的电话号码。"),
            message("请核对；手机号码为11位。"),
        )
    return phone[:40]
