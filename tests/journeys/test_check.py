"""A stranger with a certificate in hand: what people really type, and what does not fit."""

import re
from collections.abc import Callable

import pytest

from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey


@pytest.fixture
def shown(invite: Callable[..., Visitor]) -> tuple[str, str]:
    """Number and name of a certificate, as its holder shows it."""
    worker = invite("worker")
    worker.open("/my/certificates")
    worker.page.locator("main tbody a").first.click()
    number = re.search(r"Y[\d\s]{21,}", worker.text)
    assert number is not None
    return re.sub(r"\s", "", number[0]), "高向阳"


def _ask(stranger: Visitor, number: str, name: str) -> str:
    stranger.open("/check")
    stranger.fill("证书编号", number)
    stranger.fill("持证人姓名", name)
    stranger.press("查询")
    return stranger.heading


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_certificate_is_found_however_its_number_is_typed(
    invite: Callable[..., Visitor], shown: tuple[str, str], script: bool
) -> None:
    number, name = shown
    stranger = invite("stranger", script=script, signed_in=False)
    wide = number.translate({ord(sign): ord(sign) + 0xFEE0 for sign in number})

    assert [
        _ask(stranger, typed, name) for typed in (number, number.lower(), f" {number[:5]} {number[5:]} ", wide)
    ] == ["有效"] * 4


def test_a_wrong_name_and_a_wrong_number_are_answered_alike(
    invite: Callable[..., Visitor], shown: tuple[str, str]
) -> None:
    number, name = shown
    stranger = invite("stranger", signed_in=False)
    wrong_name, first = _ask(stranger, number, "高向阴"), stranger.text
    wrong_number, second = _ask(stranger, number[:-1] + "9", name), stranger.text

    assert (wrong_name, wrong_number) == ("没有查到这样的证书",) * 2
    assert re.sub(r"\d\d:\d\d", "", first) == re.sub(r"\d\d:\d\d", "", second)


def test_what_is_missing_is_said_at_its_field(invite: Callable[..., Visitor]) -> None:
    stranger = invite("stranger", signed_in=False)
    stranger.open("/check")
    stranger.press("查询")

    assert stranger.page.title().startswith("错误：")
    for way in ("last-six", "document"):
        stranger.open(f"/check?way={way}")
        stranger.press("查询")
        assert stranger.page.title().startswith("错误：")


def test_an_address_that_is_no_ones_is_answered_in_words(invite: Callable[..., Visitor]) -> None:
    stranger = invite("stranger", signed_in=False)
    stranger.open("/c/AAAAAAAAAAAAAAAAAAAAAA")
    assert stranger.heading == "没有查到这样的证书"
    stranger.open("/no-such-page")
    assert "没有" in stranger.text
