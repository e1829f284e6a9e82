"""The public check of a certificate (证书查验), as far as it needs no register: the question, the answer, the words.

A question is one of three pairs: number and name, number and last six of the document number, document number and
name. An answer has one shape. Whatever does not match gets the one answer `NO_SUCH_CERTIFICATE`, which repeats
nothing of the question: a wrong name and a wrong number cannot be told apart.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from registry.certificates.rules.form import printed_level
from registry.certificates.rules.numbers import read_number
from registry.certificates.rules.schemes import schemes
from registry.certificates.rules.states import State
from registry.foundation.problems import Message, Problem, Refusal, message
from registry.foundation.typing_habits import code_as_typed, single_line
from registry.people.rules.names import comparison_key

LAST = 6
_SHORTEST_DOCUMENT, _LONGEST_DOCUMENT = 6, 25
_DOCUMENT = re.compile(r"[0-9A-Z()/]+")
_LAST_SIX = re.compile(r"(?=.*[0-9])[0-9A-Z]+")


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed; a field that the form does not have, or that was left empty, is empty."""

    number: str = ""
    name: str = field(default="", repr=False)
    document: str = field(default="", repr=False)
    last_six: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Question:
    """A question that can be looked up; what its kind does not ask is empty.

    `name_key`: the name as it is compared (`registry.people.rules.names.comparison_key`); `document`: half-width, upper
    case, without blanks.
    """

    kind: Literal["number-and-name", "number-and-last-six", "document-and-name"]
    number: str = ""
    name_key: str = field(default="", repr=False)
    document: str = field(default="", repr=False)
    last_six: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What anybody may know of a certificate; all is None where there is no such certificate."""

    state: State | None = None
    name: str | None = None
    occupation: str | None = None
    job_type: str | None = None
    level: int | None = None
    body: str | None = None
    issued_on: date | None = None
    number: str | None = None

    @property
    def in_words(self) -> Message:
        """The answer as one word or sentence."""
        return message("没有查到这样的证书") if self.state is None else self.state.in_words

    @property
    def level_in_words(self) -> str | None:
        """The level as it stands on the certificate: 三级/高级工."""
        return None if self.level is None else printed_level(self.level)

    def as_json(self) -> dict[str, Any]:
        """Return the answer for programs; the keys are the same whether or not there is such a certificate."""
        return {
            "state": self.state or "none",
            "name": self.name,
            "occupation": self.occupation,
            "job_type": self.job_type,
            "level": self.level,
            "level_name": self.level_in_words,
            "body": self.body,
            "issued_on": self.issued_on and self.issued_on.isoformat(),
            "number": self.number,
        }


NO_SUCH_CERTIFICATE = Answer()


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a certificate may not be found, and what to do about it."""

    words: Message
    cure: Message


# In order of likelihood; the page never says which one it is.
LIKELY_CAUSES = (
    Cause(
        message("填写时有一处笔误"),
        message("请对照证书逐字核对编号、姓名和证件号码后再查一次。"),
    ),
    Cause(
        message("填写的证件不是发证时用的那一种"),
        message("例如发证时用的是护照，现在填写的是居民身份证；请改填证书上印的证件号码，或改用证书编号查询。"),
    ),
    Cause(
        message("证书刚刚颁发，数据还没有上传"),
        message("请过几天再查，或向颁发证书的评价机构询问。"),
    ),
    Cause(
        message("这是较早的另一种证书"),
        message("例如 16 位编号的职业资格证书，不在本系统登记；请到技能人才评价证书全国联网查询系统查询。"),
    ),
    Cause(
        message("证书是伪造的"),
        message("请保留证书和来源信息，向当地人力资源社会保障部门反映。"),
    ),
)
DOES_NOT_REPLACE = (
    message("职业技能等级证书不能代替特种作业操作证。从事特种作业，须持有应急管理部门颁发的特种作业操作证。"),
    message(
        "职业技能等级证书不能代替特种设备作业人员证。操作特种设备，须持有市场监督管理部门颁发的特种设备作业人员证。"
    ),
)


def read_question(typed: Typed) -> Question:
    """Return the question that a person asked; raise a refusal with a problem at each field that must be mended.

    Where more is given than one question needs, the number goes before the document and the name before the last six.
    """
    if _is_given(typed.number):
        return _question_by_number(typed)
    if _is_given(typed.document):
        return _question_by_document(typed)
    raise Refusal(_nothing_given())


def read_pair(first: str, second: str) -> Question:
    """Return the question of a form with two fields.

    `first`: a certificate's or a document's number; `second`: a name or last six. Problems stand at these two fields.
    """
    try:
        return read_question(_sorted_pair(first, second))
    except Refusal as refused:
        fields = {"number": "first", "document": "first", "name": "second", "last_six": "second"}
        problems = [replace(problem, where=fields[problem.where or "number"]) for problem in refused.problems]
        raise Refusal(problems) from None


def _sorted_pair(first: str, second: str) -> Typed:
    by_number = _looks_like_number(code_as_typed(first))
    by_code = by_number and _LAST_SIX.fullmatch(code_as_typed(second)) is not None
    return Typed(
        number=first if by_number else "",
        document="" if by_number else first,
        last_six=second if by_code else "",
        name="" if by_code else second,
    )


def _looks_like_number(code: str) -> bool:
    """Tell a certificate's number, even a mistyped one, from a document's: by its first letter or its length."""
    national, *older = (scheme.length for scheme in schemes().values())
    begins_right = code[:1] in {"Y", "S"} and len(code) > national // 2
    return begins_right or len(code) >= national - 1 or (len(code) in older and code.isdigit())


def _question_by_number(typed: Typed) -> Question:
    reading = read_number(typed.number)
    problems = [fault.as_problem("number") for fault in reading.faults]
    if _is_given(typed.name):
        question = Question("number-and-name", reading.number, name_key=comparison_key(typed.name))
    else:
        last_six = code_as_typed(typed.last_six)[-LAST:]
        question = Question("number-and-last-six", reading.number, last_six=last_six)
        problems += _last_six_problems(last_six)
    if problems:
        raise Refusal(problems)
    return question


def _question_by_document(typed: Typed) -> Question:
    document = code_as_typed(typed.document)
    problems = [] if _is_document(document) else [_wrong_document()]
    if not _is_name(typed.name):
        problems.append(_name_missing())
    if problems:
        raise Refusal(problems)
    return Question("document-and-name", name_key=comparison_key(typed.name), document=document)


def _is_given(typed: str) -> bool:
    return single_line(typed) != ""


def _is_name(typed: str) -> bool:
    """Tell a name from the digits that belong to another question."""
    return any(sign.isalpha() for sign in typed) and _LAST_SIX.fullmatch(code_as_typed(typed)) is None


def _is_document(document: str) -> bool:
    return _SHORTEST_DOCUMENT <= len(document) <= _LONGEST_DOCUMENT and _DOCUMENT.fullmatch(document) is not None


def _last_six_problems(last_six: str) -> list[Problem]:
    if not last_six:
        return [_name_missing()]
    if len(last_six) == LAST and _LAST_SIX.fullmatch(last_six):
        return []
    return [
        Problem(
            "check.last-six",
            message("证件号码后 {count} 位应为 {count} 位数字或字母。", count=LAST),
            where="last_six",
            cure=message("请填写发证时所用证件号码的最后 {count} 位，末位是 X 的也要填写。", count=LAST),
        )
    ]


def _nothing_given() -> Problem:
    return Problem(
        "check.nothing-given",
        message("没有填写证书编号或证件号码。"),
        where="number",
        cure=message("请填写其中一项；手头有证书的，填写证书编号最方便。"),
    )


def _name_missing() -> Problem:
    return Problem(
        "check.name-missing",
        message("没有填写持证人姓名。"),
        where="name",
        cure=message("请填写持证人的姓名；用证书编号查询的，也可以填写证件号码后 {count} 位。", count=LAST),
    )


def _wrong_document() -> Problem:
    return Problem(
        "check.document",
        message("证件号码应由数字和字母组成。"),
        where="document",
        cure=message("请按证件填写完整的号码。"),
    )
