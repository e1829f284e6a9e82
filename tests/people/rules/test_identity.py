"""Each kind of document number is checked by its own form."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn.ric import calc_check_digit

from registry.foundation.problems import LANGUAGES
from registry.people.rules.documents import Document, DocumentKind, document_kind_named, masked, without_numbers
from registry.people.rules.identity import DocumentCheck, check_document

ON = date(2024, 6, 1)
CARD, PERMIT, PASSPORT = DocumentKind.IDENTITY_CARD, DocumentKind.RESIDENCE_PERMIT, DocumentKind.PASSPORT
HONG_KONG, TAIWAN = DocumentKind.HONG_KONG_MACAO_PERMIT, DocumentKind.TAIWAN_PERMIT
FOREIGNER = DocumentKind.PERMANENT_RESIDENCE


def numbered(first_seventeen: str) -> str:
    """Complete a number with its check character."""
    return first_seventeen + calc_check_digit(first_seventeen + "0")


def codes(check: DocumentCheck) -> list[str]:
    return [problem.code for problem in check.problems]


RIGHT = [
    (CARD, "140101198807251310", Document(CARD, "140101198807251310", date(1988, 7, 25), "男")),
    (CARD, "14030119780516640x", Document(CARD, "14030119780516640X", date(1978, 5, 16), "女")),
    (CARD, " 140101 19880725 １３１０", Document(CARD, "140101198807251310", date(1988, 7, 25), "男")),
    (CARD, "1401011988\u200b07251310", Document(CARD, "140101198807251310", date(1988, 7, 25), "男")),
    (CARD, numbered("14010120240601001"), Document(CARD, numbered("14010120240601001"), ON, "男")),
    (PERMIT, numbered("81000019900101002"), Document(PERMIT, numbered("81000019900101002"), date(1990, 1, 1), "女")),
    (PASSPORT, "e12345678", Document(PASSPORT, "E12345678")),
    (PASSPORT, "EA1234567", Document(PASSPORT, "EA1234567")),
    (HONG_KONG, "H12345678", Document(HONG_KONG, "H12345678")),
    (HONG_KONG, "M1234567801", Document(HONG_KONG, "M1234567801")),
    (TAIWAN, "12345678", Document(TAIWAN, "12345678")),
    (TAIWAN, "0123456701(B)", Document(TAIWAN, "0123456701B")),
    (FOREIGNER, "USA110085051301", Document(FOREIGNER, "USA110085051301")),
    (FOREIGNER, numbered("91114019850513001"), Document(FOREIGNER, numbered("91114019850513001"), date(1985, 5, 13))),
]


@pytest.mark.parametrize(("kind", "typed", "document"), RIGHT)
def test_a_right_number_is_read_as_it_was_meant(kind: DocumentKind, typed: str, document: Document) -> None:
    assert check_document(kind, typed, ON) == DocumentCheck(document)


WRONG = [
    (CARD, "", "id.missing"),
    (CARD, "  ", "id.missing"),
    (CARD, "140301197308131051", "id.check-character"),
    (CARD, "14020119951201629", "id.length"),
    (CARD, "1401011988072513100", "id.length"),
    (CARD, "140101900307123", "id.fifteen-digits"),
    (CARD, "14010119880725131A", "id.characters"),
    (CARD, "E12345678", "id.wrong-kind"),
    (CARD, "H12345678", "id.wrong-kind"),
    (CARD, "USA110085051301", "id.wrong-kind"),
    (CARD, numbered("91114019850513001"), "id.wrong-kind"),
    (CARD, numbered("14010119900230001"), "id.birth-date"),
    (CARD, numbered("14010119901332751"), "id.birth-date"),
    (CARD, numbered("14010120240602001"), "id.birth-date-range"),
    (CARD, numbered("14010118991231001"), "id.birth-date-range"),
    (PERMIT, "140101198807251310", "id.wrong-kind"),
    (PASSPORT, "140101198807251310", "id.form"),
    (PASSPORT, "ABCDEF", "id.form"),
    (HONG_KONG, "12345678", "id.form"),
    (HONG_KONG, "E12345678", "id.form"),
    (TAIWAN, "H12345678", "id.form"),
    (TAIWAN, "140101198807251310", "id.form"),
    (FOREIGNER, "140101198807251310", "id.form"),
    (FOREIGNER, "91114019850513001" + "5", "id.check-character"),
]


@pytest.mark.parametrize(("kind", "typed", "code"), WRONG)
def test_a_wrong_number_is_refused_with_its_reason_and_cure(kind: DocumentKind, typed: str, code: str) -> None:
    check = check_document(kind, typed, ON)

    assert (check.document, codes(check)) == (None, [code])
    assert all(problem.cure is not None for problem in check.problems)


def test_every_problem_is_said_in_both_languages_and_holds_no_number() -> None:
    for kind, typed, _ in WRONG:
        for problem in check_document(kind, typed, ON).problems:
            texts = problem.in_both()
            assert tuple(texts) == LANGUAGES
            assert texts["zh"] != texts["en"]
            assert not typed.strip() or typed not in f"{texts}{problem!r}"


def test_the_number_of_a_residence_permit_is_recorded_as_one_though_it_was_called_an_identity_card() -> None:
    number = numbered("83000019900101001")
    check = check_document(CARD, number, ON)

    assert check.document == Document(PERMIT, number, date(1990, 1, 1), "男")
    assert codes(check) == ["id.residence-permit"]


def test_an_unknown_province_is_no_more_than_a_warning() -> None:
    check = check_document(CARD, numbered("99010119900101001".replace("99", "19", 1)), ON)

    assert check.document is not None
    assert [(problem.code, problem.severity) for problem in check.problems] == [("id.place", "warning")]


def test_a_permit_under_passport_is_taken_with_a_warning_since_some_passports_look_the_same() -> None:
    assert codes(check_document(PASSPORT, "M12345678", ON)) == ["id.perhaps-other-kind"]


@given(
    st.dates(date(1900, 1, 1), ON),
    st.integers(0, 999),
    st.integers(0, 17),
    st.sampled_from("0123456789X"),
)
def test_one_wrong_character_never_passes(born: date, order: int, place: int, other: str) -> None:
    right = numbered(f"140101{born:%Y%m%d}{order:03}")
    wrong = right[:place] + other + right[place + 1 :]

    assert check_document(CARD, right, ON).document is not None
    assert (check_document(CARD, wrong, ON).document is None) is (wrong != right)


@given(st.text(max_size=30), st.sampled_from(DocumentKind))
def test_whatever_is_typed_gives_a_document_or_a_reason(typed: str, kind: DocumentKind) -> None:
    check = check_document(kind, typed, ON)

    assert (check.document is None) is any(problem.severity == "error" for problem in check.problems)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("140101198807251310", "140101********1310"),
        ("USA110085051301", "USA110********1301"),
        ("E12345678", "E1*****78"),
        ("12345678", "12****78"),
        ("12345", "*****"),
        ("", ""),
    ],
)
def test_a_number_is_shown_masked(number: str, shown: str) -> None:
    assert masked(number) == shown


def test_the_last_six_are_the_last_six_characters_whatever_the_kind() -> None:
    assert Document(CARD, "14030119780516640X").last_six == "16640X"
    assert Document(PASSPORT, "E12345678").last_six == "345678"


def test_a_document_keeps_its_number_out_of_its_repr() -> None:
    assert "140101198807251310" not in repr(Document(CARD, "140101198807251310"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("张三140101198807251310", "张三140101********1310"),
        ("140101 19880725 1310", "140101********1310"),
        ("１４０１０１１９８８０７２５１３１０", "140101********1310"),
        ("2009-10-01", "2009-10-01"),
    ],
)
def test_a_number_inside_a_text_is_masked(text: str, shown: str) -> None:
    assert without_numbers(text) == shown


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("居民身份证", CARD),
        ("身 份 证", CARD),
        ("1-居民身份证", CARD),
        ("ID card", CARD),
        ("护照", PASSPORT),
        ("Passport", PASSPORT),
        ("港澳居民来往内地通行证", HONG_KONG),
        ("回乡证", HONG_KONG),
        ("台胞证", TAIWAN),
        ("外国人永久居留身份证", FOREIGNER),
        ("港澳居民居住证", PERMIT),
        ("军官证", None),
        ("", None),
    ],
)
def test_a_kind_is_known_by_what_people_call_it(text: str, kind: DocumentKind | None) -> None:
    assert document_kind_named(text) is kind


@pytest.mark.parametrize("kind", DocumentKind)
def test_every_kind_is_known_by_its_name_in_both_languages_and_by_its_code(kind: DocumentKind) -> None:
    spellings = [*kind.full_name.in_both().values(), kind.value]

    assert [document_kind_named(text) for text in spellings] == [kind] * 3
