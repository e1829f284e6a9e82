"""How people really type: full-width letters and digits, stray blanks, marks that cannot be seen."""

import re
import unicodedata

# U+FF01–U+FF5E are the full-width forms of the printable ASCII signs; U+3000 is the wide blank.
_HALF = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_BLANKS = re.compile(r"\s+")


def half_width(text: str) -> str:
    """Return the text with full-width letters, digits, signs and blanks made half-width."""
    return text.translate(_HALF)


def without_invisible(text: str) -> str:
    """Return the text without marks that cannot be seen (zero-width, byte order, direction, control).

    Tabs and line ends stay: they are blanks. Variation selectors go too: they change a glyph, not a name.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        sign
        for sign in text
        if sign in "\t\r\n" or (unicodedata.category(sign) not in {"Cf", "Cc"} and not _selects(sign))
    )


def _selects(sign: str) -> bool:
    return 0xFE00 <= ord(sign) <= 0xFE0F or 0xE0100 <= ord(sign) <= 0xE01EF


def single_line(text: str) -> str:
    """Return the text on one line, visible signs only, one blank between words and none around them."""
    return _BLANKS.sub(" ", without_invisible(text)).strip()


def code_as_typed(text: str) -> str:
    """Return a number or code as it was meant: half-width, upper case, no blanks or grouping dashes."""
    return re.sub(r"[\s\-‐-―−]", "", half_width(without_invisible(text))).upper()
