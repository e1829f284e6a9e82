"""The public check: what strangers type, and what they are told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.certificates.rules.checking import (
    DOES_NOT_REPLACE,
    LIKELY_CAUSES,
    NO_SUCH_CERTIFICATE,
    Answer,
    Question,
    Typed,
    read_pair,
    read_question,
)
from registry.certificates.rules.states import State
from registry.foundation.problems import Refusal

NUMBER = "Y000014000123244000017"
IDENTITY = "14010119880312731X"


def refused(typed: Typed) -> list[tuple[str, str | None]]:
    with pytest.raises(Refusal) as refusal:
        read_question(typed)
    return [(problem.code, problem.where) for problem in refusal.value.problems]


def refused_pair(first: str, second: str) -> list[tuple[str, str | None]]:
    with pytest.raises(Refusal) as refusal:
        read_pair(first, second)
    return [(problem.code, problem.where) for problem in refusal.value.problems]


@pytest.mark.parametrize(
    ("first", "second", "question"),
    [
        (NUMBER, "王建国", Question("number-and-name", NUMBER, name_key="王建国")),
        ("ｙ0000 14 000123 24 4 000017 ", "王 建 国", Question("number-and-name", NUMBER, name_key="王建国")),
        (NUMBER, "12731x", Question("number-and-last-six", NUMBER, last_six="12731X")),
        (NUMBER, "１２７３１Ｘ", Question("number-and-last-six", NUMBER, last_six="12731X")),
        (NUMBER, "14010119880312731x", Question("number-and-last-six", NUMBER, last_six="12731X")),
        (NUMBER, "Joseph", Question("number-and-name", NUMBER, name_key="joseph")),
        (NUMBER, "买买提•吐尔逊", Question("number-and-name", NUMBER, name_key="买买提·吐尔逊")),
        (
            "140101 19880312 731x",
            "王建国",
            Question("document-and-name", name_key="王建国", document=IDENTITY),
        ),
        ("E12345678", "王建国", Question("document-and-name", name_key="王建国", document="E12345678")),
        ("S1234567", "王建国", Question("document-and-name", name_key="王建国", document="S1234567")),
        (
            "H1234567890(01)",
            "陈大文",
            Question("document-and-name", name_key="陈大文", document="H1234567890(01)"),
        ),
        (
            "140101880312731",
            "王建国",
            Question("document-and-name", name_key="王建国", document="140101880312731"),
        ),
        (
            "1204001001400123",
            "王建国",
            Question("number-and-name", "1204001001400123", name_key="王建国"),
        ),
    ],
)
def test_a_pair_is_understood_as_it_was_meant(first: str, second: str, question: Question) -> None:
    assert read_pair(first, second) == question


@pytest.mark.parametrize("dot", "·•‧・･.∙⋅")
def test_the_dot_in_a_minority_name_has_many_spellings_and_one_key(dot: str) -> None:
    assert read_pair(NUMBER, f"买买提{dot}吐尔逊").name_key == "买买提·吐尔逊"


@pytest.mark.parametrize(
    ("first", "second", "problems"),
    [
        ("", "", [("check.nothing-given", "first")]),
        (" \u200b", "王建国", [("check.nothing-given", "first")]),
        (NUMBER, "", [("check.name-missing", "second")]),
        (IDENTITY, "", [("check.name-missing", "second")]),
        (IDENTITY, "12731X", [("check.name-missing", "second")]),
        (NUMBER[:-1], "王建国", [("number.length", "first")]),
        ("Y000019000123244000017", "", [("number.province", "first"), ("check.name-missing", "second")]),
        (NUMBER, "1273", [("check.last-six", "second")]),
        ("王建国", "王建国", [("check.document", "first")]),
        ("12", "王建国", [("check.document", "first")]),
    ],
)
def test_what_cannot_be_looked_up_is_told_at_its_field(
    first: str, second: str, problems: list[tuple[str, str]]
) -> None:
    assert refused_pair(first, second) == problems


def test_with_fields_of_their_own_the_number_goes_first_and_the_name_before_the_last_six() -> None:
    everything = Typed(number=NUMBER, name="王建国", document=IDENTITY, last_six="12731X")
    assert read_question(everything) == Question("number-and-name", NUMBER, name_key="王建国")
    assert read_question(Typed(document=IDENTITY, name="王建国", last_six="12731X")) == Question(
        "document-and-name", name_key="王建国", document=IDENTITY
    )
    assert refused(Typed(number=NUMBER, last_six="ABCDEF")) == [("check.last-six", "last_six")]
    assert refused(Typed(document="!", name="")) == [("check.document", "document"), ("check.name-missing", "name")]


def outcome(first: str, second: str) -> Question | set[str | None]:
    """The question, or the fields at which something must be mended."""
    try:
        return read_pair(first, second)
    except Refusal as refusal:
        return {problem.where for problem in refusal.problems}


@given(st.text(max_size=40), st.text(max_size=40))
def test_anything_typed_is_a_question_or_has_problems_at_its_fields(first: str, second: str) -> None:
    came = outcome(first, second)
    if isinstance(came, Question):
        assert (came.number == "") != (came.document == "")
        assert (came.name_key == "") != (came.last_six == "")
    else:
        assert came in ({"first"}, {"second"}, {"first", "second"})


def test_a_question_never_shows_the_document_or_the_name_in_a_log() -> None:
    shown = repr(Question("document-and-name", name_key="王建国", document=IDENTITY)) + repr(
        Typed(number=NUMBER, name="王建国", document=IDENTITY, last_six="12731X")
    )
    assert [secret for secret in ("王建国", IDENTITY, "12731X") if secret in shown] == []


ANSWER = Answer(
    state=State.VALID,
    name="王建国",
    occupation="焊工",
    job_type=None,
    level=3,
    body="山西晋工机械制造有限公司",
    issued_on=date(2024, 5, 6),
    number=NUMBER,
)


def test_an_answer_tells_what_anybody_may_know_and_no_more() -> None:
    assert ANSWER.as_json() == {
        "state": "valid",
        "name": "王建国",
        "occupation": "焊工",
        "job_type": None,
        "level": 3,
        "level_name": "三级/高级工",
        "body": "山西晋工机械制造有限公司",
        "issued_on": "2024-05-06",
        "number": NUMBER,
    }


def test_where_there_is_no_certificate_the_answer_has_the_same_shape_and_repeats_nothing() -> None:
    assert list(NO_SUCH_CERTIFICATE.as_json()) == list(ANSWER.as_json())
    assert NO_SUCH_CERTIFICATE.as_json()["state"] == "none"
    assert set(NO_SUCH_CERTIFICATE.as_json().values()) == {"none", None}
    assert NO_SUCH_CERTIFICATE.in_words.in_both() == {"zh": "没有查到这样的证书", "en": "No such certificate"}


def test_the_five_likely_causes_come_in_order_of_likelihood_in_both_languages() -> None:
    assert [cause.words.in_language("en") for cause in LIKELY_CAUSES] == [
        "There is a slip in what was typed",
        "The document is not of the kind with which the certificate was issued",
        "The certificate is new and its data have not been uploaded yet",
        "It is an older kind of certificate",
        "The certificate is a forgery",
    ]
    assert [cause.cure.text for cause in LIKELY_CAUSES if cause.cure.in_language("en") == cause.cure.text] == []


def test_the_answer_names_both_documents_that_a_certificate_does_not_replace() -> None:
    assert ["特种作业操作证" in DOES_NOT_REPLACE[0].text, "特种设备作业人员证" in DOES_NOT_REPLACE[1].text] == [
        True,
        True,
    ]
    assert [text.text for text in DOES_NOT_REPLACE if text.in_language("en") == text.text] == []
