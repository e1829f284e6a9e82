"""The fonts that certificates and slips are set in, and which characters none of them draws.

Typst drops a character that no font draws without a word, so a name is asked about here before it is printed.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import noto_cjk_sans_otc
import pylopdf_fonts_zh_cn
import typst

from registry.foundation.places import SEEDS

_SHIPPED = SEEDS / "fonts"
_PRIVATE_USE = (range(0xE000, 0xF900), range(0xF0000, 0x110000))


@dataclass(frozen=True, slots=True)
class Face:
    """One font: its family, as the templates name it, its file and its place in a collection."""

    family: str
    path: Path
    index: int = -1


# In the order in which they are asked: 宋体 first, then rare characters in the same style, then 黑体.
FACES = (
    Face("Noto Serif SC", Path(pylopdf_fonts_zh_cn.serif_path())),
    Face("Rare Han A", _SHIPPED / "RareHanA.ttf"),
    Face("Rare Han B", _SHIPPED / "RareHanB.ttf"),
    Face("Noto Sans CJK SC", Path(noto_cjk_sans_otc.FONT_PATH), index=2),
)


@cache
def fonts() -> typst.Fonts:
    """Return the fonts for typst, read once for the process: a page then takes milliseconds."""
    folders = list(dict.fromkeys(face.path.parent for face in FACES))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def undrawable(text: str) -> tuple[str, ...]:
    """Return the characters of a text that no shipped font draws, each once, in the order of the text.

    Characters of private use count as undrawable: another computer shows something else in their place. So do
    control characters, which have no glyph: some of them (U+001C to U+001F) are blanks to Python, and none to a font.
    """
    if _is_common(text):
        return ()
    return tuple(dict.fromkeys(sign for sign in text if not (sign == " " or _drawn(sign))))


def _is_common(text: str) -> bool:
    """Tell whether GB 2312 has every character: Noto Serif SC draws them all, and no font need be opened."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return text.isprintable()


def _drawn(sign: str) -> bool:
    code = ord(sign)
    if unicodedata.category(sign) == "Cc" or any(code in private for private in _PRIVATE_USE):
        return False
    return any(code in coverage for coverage in _coverages())


def _coverages() -> Iterator[frozenset[int]]:
    """Yield what each font draws; the large ones are opened only for what the first lacks."""
    for face in FACES:
        yield coverage(face)


@cache
def coverage(face: Face) -> frozenset[int]:
    """Return the code points that a font draws."""
    from fontTools.ttLib import TTFont  # its import alone takes longer than most rosters need

    with TTFont(face.path, fontNumber=face.index, lazy=True) as font:
        return frozenset(font.getBestCmap())
