"""Document numbers (证件号码): each kind is checked by its own form.

The citizen identity number (公民身份号码) follows GB 11643: six digits of a place, eight of the birth date,
three of order (odd for men), and a check character. Residence permits for residents of Hong Kong, Macao and
Taiwan and the newer permanent residence cards of foreigners use the same check character.
"""

import re
from dataclasses import dataclass
from datetime import date

from stdnum.cn.ric import calc_check_digit

from registry.foundation.problems import Message, Problem, message
from registry.foundation.typing_habits import code_as_typed
from registry.people.rules.documents import Document, DocumentKind, Sex

EARLIEST_BIRTH = date(1900, 1, 1)

_PROVINCES = frozenset(
    map(str, (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71))
)
_RESIDENCE_PLACES = ("810000", "820000", "830000")
_EIGHTEEN = re.compile(r"[0-9]{17}[0-9X]", re.ASCII)
_FIFTEEN = re.compile(r"[0-9]{15}", re.ASCII)
_OLD_PERMANENT = re.compile(r"[A-Z]{3}[0-9]{12}", re.ASCII)
_PASSPORT = re.compile(r"(?=[A-Z0-9]*[0-9])[A-Z0-9]{5,9}", re.ASCII)
_HONG_KONG_MACAO = re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?", re.ASCII)
_TAIWAN = re.compile(r"[0-9]{8}|[0-9]{10}(?:[A-Z]|\([A-Z]\))?", re.ASCII)
_LIKE_PASSPORT = re.compile(r"[A-Z]{1,2}[0-9]{7,8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class DocumentCheck:
    """What came of checking a number: the document, None where an error stands among the problems."""

    document: Document | None
    problems: tuple[Problem, ...] = ()


def check_document(kind: DocumentKind, typed: str, on: date) -> DocumentCheck:
    """Check a number, as a person typed it, by the form of its kind; `on` is the day for which ages count.

    Blanks, full-width and lower-case letters are understood; nothing else is mended.
    """
    number = code_as_typed(typed)
    if not number:
        return DocumentCheck(None, (number_missing(),))
    if kind in (DocumentKind.IDENTITY_CARD, DocumentKind.RESIDENCE_PERMIT):
        return _check_citizen_number(kind, number, on)
    if kind is DocumentKind.PERMANENT_RESIDENCE:
        return _check_permanent_residence(number, on)
    return _check_short_number(kind, number)


def birth_date_in(number: str) -> date | None:
    """Return the birth date that stands in an 18-character number; None where there is no such day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def sex_in(number: str) -> Sex:
    """Return the sex that the order digits of an 18-character number tell: odd 男, even 女."""
    return "男" if int(number[16]) % 2 else "女"


def _check_citizen_number(kind: DocumentKind, number: str, on: date) -> DocumentCheck:
    fault = _fault_of_form(kind, number) or _fault_of_place(kind, number) or fault_of_eighteen(number, on)
    if fault is not None:
        return DocumentCheck(None, (fault,))
    is_permit = number.startswith(_RESIDENCE_PLACES)
    real_kind = DocumentKind.RESIDENCE_PERMIT if is_permit else DocumentKind.IDENTITY_CARD
    document = Document(real_kind, number, birth_date_in(number), sex_in(number))
    return DocumentCheck(document, _warnings_of_place(kind, number))


def _fault_of_form(kind: DocumentKind, number: str) -> Problem | None:
    if _EIGHTEEN.fullmatch(number):
        return None
    if kind is DocumentKind.IDENTITY_CARD:
        if _FIFTEEN.fullmatch(number):
            return _fifteen_digits()
        if other := _kind_by_form(number):
            return _wrong_kind(kind, other)
    if len(number) != 18:
        return _wrong_length(len(number))
    return Problem(
        "id.characters",
        message("证件号码的前17位应为数字，最后一位应为数字或字母X。"),
        cure=message("请按证件逐位核对后改正。"),
    )


def _fault_of_place(kind: DocumentKind, number: str) -> Problem | None:
    if number.startswith("9") and kind is DocumentKind.IDENTITY_CARD:
        return _wrong_kind(kind, DocumentKind.PERMANENT_RESIDENCE)
    if kind is DocumentKind.RESIDENCE_PERMIT and not number.startswith(_RESIDENCE_PLACES):
        return Problem(
            "id.wrong-kind",
            message("港澳台居民居住证的号码以810000、820000或830000开头，这个号码不是。"),
            cure=message("请核对证件类型和号码，改正其中有误的一项。"),
        )
    return None


def fault_of_eighteen(number: str, on: date) -> Problem | None:
    """Return what is wrong with the check character or the birth date of an 18-character number."""
    born = birth_date_in(number)
    if born is None:
        return Problem(
            "id.birth-date",
            message("证件号码第7至14位的出生日期不存在。"),
            cure=message("请按证件逐位核对后改正。"),
        )
    if calc_check_digit(number) != number[-1]:
        return Problem(
            "id.check-character",
            message("证件号码的最后一位校验码不符，其中至少有一位有误。"),
            cure=message("请按证件逐位核对后改正。"),
        )
    if not EARLIEST_BIRTH <= born <= on:
        return Problem(
            "id.birth-date-range",
            message("证件号码第7至14位的出生日期（{born}）不合理。", born=born),
            cure=message("请按证件逐位核对后改正。"),
        )
    return None


def _warnings_of_place(kind: DocumentKind, number: str) -> tuple[Problem, ...]:
    if number.startswith(_RESIDENCE_PLACES):
        if kind is DocumentKind.RESIDENCE_PERMIT:
            return ()
        return (
            Problem(
                "id.residence-permit",
                message("这是港澳台居民居住证的号码，已按该证件登记。"),
                severity="warning",
            ),
        )
    if number[:2] in _PROVINCES:
        return ()
    return (
        Problem(
            "id.place",
            message("证件号码前两位不是已知的省份代码。"),
            cure=message("请按证件核对；如号码无误，不必修改。"),
            severity="warning",
        ),
    )


def _check_permanent_residence(number: str, on: date) -> DocumentCheck:
    kind = DocumentKind.PERMANENT_RESIDENCE
    if _OLD_PERMANENT.fullmatch(number):
        return DocumentCheck(Document(kind, number))
    if not (_EIGHTEEN.fullmatch(number) and number.startswith("9")):
        return DocumentCheck(None, (_wrong_form(kind),))
    if fault := fault_of_eighteen(number, on):
        return DocumentCheck(None, (fault,))
    return DocumentCheck(Document(kind, number, birth_date_in(number)))


def _check_short_number(kind: DocumentKind, number: str) -> DocumentCheck:
    if not _FORMS[kind].fullmatch(number):
        return DocumentCheck(None, (_wrong_form(kind),))
    document = Document(kind, number.replace("(", "").replace(")", ""))
    if kind is DocumentKind.PASSPORT and _HONG_KONG_MACAO.fullmatch(number):
        return DocumentCheck(document, (_perhaps_permit(),))
    return DocumentCheck(document)


_FORMS = {
    DocumentKind.PASSPORT: _PASSPORT,
    DocumentKind.HONG_KONG_MACAO_PERMIT: _HONG_KONG_MACAO,
    DocumentKind.TAIWAN_PERMIT: _TAIWAN,
}
_FORMS_IN_WORDS = {
    DocumentKind.PASSPORT: message("护照号码由5至9位字母和数字组成"),
    DocumentKind.HONG_KONG_MACAO_PERMIT: message("港澳居民来往内地通行证号码为字母H或M加8位数字"),
    DocumentKind.TAIWAN_PERMIT: message("台湾居民来往大陆通行证号码为8位数字，旧版为10位数字"),
    DocumentKind.PERMANENT_RESIDENCE: message("外国人永久居留身份证号码为以9开头的18位号码，旧版为3个字母加12位数字"),
}


def _kind_by_form(number: str) -> DocumentKind | None:
    if _HONG_KONG_MACAO.fullmatch(number):
        return DocumentKind.HONG_KONG_MACAO_PERMIT
    if _LIKE_PASSPORT.fullmatch(number):
        return DocumentKind.PASSPORT
    if _OLD_PERMANENT.fullmatch(number):
        return DocumentKind.PERMANENT_RESIDENCE
    return None


def number_missing() -> Problem:
    """Return the problem of a number that was not given."""
    return Problem("id.missing", message("没有填写证件号码。"), cure=message("请按证件填写号码。"))


def typed_as_number() -> Problem:
    """Return the problem of a cell that holds the number as a number: its last digits may be lost."""
    return Problem(
        "id.typed-as-number",
        message("证件号码被表格当作数字保存，末几位可能已丢失，不能采用。"),
        cure=message("请把该列的单元格格式改为“文本”，再按证件重新填写号码。"),
    )


def _fifteen_digits() -> Problem:
    return Problem(
        "id.fifteen-digits",
        message("这是15位的旧身份证号码，已停止使用。"),
        cure=message("请填写现行居民身份证上的18位号码。"),
    )


def _wrong_length(count: int) -> Problem:
    return Problem(
        "id.length",
        message("证件号码应为18位，这里是{count}位。", count=count),
        cure=message("请按证件补全或改正。"),
    )


def _wrong_kind(named: DocumentKind, found: DocumentKind) -> Problem:
    return Problem(
        "id.wrong-kind",
        message("这不是{named}的号码，看起来是{found}的号码。", named=named.full_name, found=found.full_name),
        cure=message("请在“证件类型”一列写明证件名称，或改正号码。"),
    )


def _wrong_form(kind: DocumentKind) -> Problem:
    return Problem(
        "id.form",
        message("{form}，这个号码不符合。", form=_FORMS_IN_WORDS[kind]),
        cure=message("请核对证件类型和号码，改正其中有误的一项。"),
    )


def _perhaps_permit() -> Problem:
    return Problem(
        "id.perhaps-other-kind",
        message("这个号码看起来是{found}的号码。", found=DocumentKind.HONG_KONG_MACAO_PERMIT.full_name),
        cure=message("请核对证件类型；如无误，不必修改。"),
        severity="warning",
    )


def form_in_words(kind: DocumentKind) -> Message:
    """Return how numbers of a kind look, for an explanation beside a field."""
    return _FORMS_IN_WORDS.get(kind, message("居民身份证号码为18位，最后一位可能是字母X"))
