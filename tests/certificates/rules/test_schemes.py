"""The number schemes as they ship: their worked examples, their parts, their days."""

from datetime import date

import pytest

from registry.certificates.rules.numbers import read_number
from registry.certificates.rules.schemes import Example, Scheme, provinces, schemes

EXAMPLES = [
    pytest.param(scheme, example, id=f"{scheme.id} {example.number}")
    for scheme in schemes().values()
    for example in scheme.examples
]


@pytest.mark.parametrize(("scheme", "example"), EXAMPLES)
def test_a_worked_example_reads_as_the_file_says(scheme: Scheme, example: Example) -> None:
    reading = read_number(example.number)
    assert reading.scheme is scheme
    assert tuple(fault.position for fault in reading.faults) == example.wrong
    if not example.wrong:
        assert reading.parts == example.parts
        assert list(reading.parts) == [part.name for part in scheme.parts]


def test_every_scheme_has_a_right_and_a_wrong_example() -> None:
    kinds = {scheme.id: {bool(example.wrong) for example in scheme.examples} for scheme in schemes().values()}
    assert kinds == {"national-22": {True, False}, "legacy-16": {True, False}}


def test_every_scheme_names_its_source_and_how_sure_it_is() -> None:
    for scheme in schemes().values():
        assert scheme.source.title
        assert scheme.source.article
        assert scheme.source.confidence in {"confirmed", "reported", "recalled"}


def test_the_national_scheme_is_in_force_since_2019_and_open() -> None:
    national = schemes()["national-22"]
    assert not national.in_force(date(2018, 12, 31))
    assert national.in_force(date(2019, 1, 1))
    assert national.in_force(date(2099, 1, 1))


def test_the_old_scheme_has_ended() -> None:
    legacy = schemes()["legacy-16"]
    assert legacy.in_force(date(2012, 6, 1))
    assert not legacy.in_force(date(2021, 1, 1))


def test_there_are_34_provinces_with_both_names() -> None:
    assert len(provinces()) == 34
    assert provinces()["14"].in_both() == {"zh": "山西省", "en": "Shanxi"}
    assert all(len(code) == 2 and name.text and name.english for code, name in provinces().items())
