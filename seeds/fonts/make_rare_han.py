"""Makes `RareHanA.ttf` and `RareHanB.ttf` from HanaMin: the Han characters that Noto Serif SC lacks.

    .venv/bin/python seeds/fonts/make_rare_han.py FOLDER_WITH_HANAMIN

The README beside this file says where HanaMin comes from and why it is cut down and renamed.
"""

import sys
import unicodedata
from pathlib import Path

import pylopdf_fonts_zh_cn
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
PARTS = {"HanaMinA.ttf": ("Rare Han A", "RareHanA.ttf"), "HanaMinB.ttf": ("Rare Han B", "RareHanB.ttf")}
FAMILY, STYLE, UNIQUE, FULL, POSTSCRIPT = 1, 2, 3, 4, 6
ORIGIN = {0: "copyright", 5: "version", 9: "designer", 11: "address", 13: "licence", 14: "licence address"}


def main(folder: Path) -> None:
    """Write both parts beside this file; the second leaves out what the first has."""
    drawn = covered(TTFont(pylopdf_fonts_zh_cn.serif_path(), lazy=True))
    for source, (family, target) in PARTS.items():
        font = TTFont(folder / source)
        missing = {code for code in covered(font) - drawn if is_han(code)}
        drawn |= missing
        cut_down(font, missing)
        rename(font, family)
        font.save(HERE / target)
        print(f"{target}: {len(missing)} characters, {(HERE / target).stat().st_size / 1e6:.1f} MB")


def covered(font: TTFont) -> set[int]:
    """Return the code points that a font draws."""
    return set(font.getBestCmap())


def is_han(code: int) -> bool:
    """Tell whether a code point is a Han character of Unicode (no private use, no signs, no kana)."""
    return unicodedata.name(chr(code), "").startswith("CJK ")


def cut_down(font: TTFont, wanted: set[int]) -> None:
    """Keep the outlines of the wanted characters; drop what only a screen or vertical setting needs."""
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.notdef_outline = True
    options.glyph_names = False
    options.recalc_timestamp = False
    options.drop_tables += ["BASE", "FFTM", "GDEF", "GSUB", "vhea", "vmtx", "prop", "gasp"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)


def rename(font: TTFont, family: str) -> None:
    """Give the font a name of its own, as a changed font must have; who made it stays in it."""
    names = font["name"]
    names.names = [record for record in names.names if record.nameID in ORIGIN and record.platformID == 3]
    for identifier, text in (
        (FAMILY, family),
        (STYLE, "Regular"),
        (UNIQUE, f"{family} Regular, from HanaMin 20170904"),
        (FULL, family),
        (POSTSCRIPT, family.replace(" ", "") + "-Regular"),
    ):
        names.setName(text, identifier, 3, 1, 0x409)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
