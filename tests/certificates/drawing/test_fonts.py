"""Which characters the shipped fonts draw."""

import unicodedata

import pytest

from registry.certificates.drawing.fonts import FACES, coverage, fonts, undrawable

GB_2312 = [
    sign
    for row in range(0xA1, 0xF8)
    for cell in range(0xA1, 0xFF)
    if (sign := bytes([row, cell]).decode("gb2312", errors="ignore"))
]


def test_the_families_that_templates_name_are_there() -> None:
    assert set(fonts().families()) >= {face.family for face in FACES}


def test_the_first_font_draws_all_of_gb_2312_so_that_common_names_open_no_font() -> None:
    assert len(GB_2312) == 7445
    assert [sign for sign in GB_2312 if ord(sign) not in coverage(FACES[0])] == []


@pytest.mark.parametrize(("first", "last"), [(0x4E00, 0x9FFC), (0x3400, 0x4DB5), (0x20000, 0x2A6D6)])
def test_the_blocks_that_hold_names_are_drawn(first: int, last: int) -> None:
    """The unified Han characters, extension A and extension B."""
    block = "".join(map(chr, range(first, last + 1)))
    assert undrawable(block) == ()


def test_nearly_all_of_extensions_c_to_f_is_drawn() -> None:
    block = [chr(code) for code in range(0x2A700, 0x2EBE1) if unicodedata.name(chr(code), "")]
    assert len(undrawable("".join(block))) / len(block) < 0.01


@pytest.mark.parametrize("name", ["王建国", "𠮷𬭼㛃龘䶮", "买买提·吐尔逊", "Müller", "", "张 三"])
def test_real_names_are_drawn(name: str) -> None:
    assert undrawable(name) == ()


def test_what_no_font_draws_is_named_once_and_in_order() -> None:
    assert undrawable("王\U0003137f\ue000\U0003137f国") == ("\U0003137f", "\ue000")


@pytest.mark.parametrize("sign", ["\ue000", "\uf8ff", "\U000f0000", "\U00100000"])
def test_private_use_is_never_drawn(sign: str) -> None:
    assert undrawable(sign) == (sign,)


@pytest.mark.parametrize("sign", ["\u200b", "\x00", "\ud800", "\U0001f600"])
def test_signs_that_cannot_be_seen_or_set_are_named(sign: str) -> None:
    assert undrawable("王" + sign) == (sign,)
