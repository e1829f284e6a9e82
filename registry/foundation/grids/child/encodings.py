"""How a text file is written: by its mark at the start, or else as the first of UTF-8 and GB18030 that fits whole."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from registry.foundation.grids.child.refusing import CannotRead

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, ""),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PIECE_BYTES = 1024 * 1024
# Signs that no table holds, but that programs, pictures and text in a misread encoding do.
_FOREIGN_SIGNS = re.compile("[\0-\x08\x0e-\x19\x1b-\x1f\x7f\ufffe\uffff]")
# A text of which one sign in so many is broken is damaged UTF-8; GB18030 read as UTF-8 breaks nearly everywhere.
_WHOLE_SIGNS_TO_ONE_BROKEN = 5
_ENOUGH_BROKEN = 10_000
_BROKEN = "\ufffd"


def encoding_of(file: BinaryIO) -> str:
    """Return the Python name of a text file's encoding, the file at its start again; raises `CannotRead`."""
    head = file.read(4)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            if not _fits(file, encoding):
                raise CannotRead("file.encoding")
            return encoding
    if _fits(file, "utf-8"):
        return "utf-8"
    _refuse_damaged(file)
    if _fits(file, "gb18030"):
        return "gb18030"
    raise CannotRead("file.encoding")


def encoding_in_short(encoding: str) -> str:
    """Return the name under which the encoding is told to others."""
    return encoding.removesuffix("-sig")


def _fits(file: BinaryIO, encoding: str) -> bool:
    if not encoding:
        return False
    try:
        for text in _decoded(file, encoding, "strict"):
            if _FOREIGN_SIGNS.search(text):
                raise CannotRead("file.not-a-table")
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return True


def _decoded(file: BinaryIO, encoding: str, errors: str) -> Iterator[str]:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    while piece := file.read(_PIECE_BYTES):
        yield decoder.decode(piece)
    yield decoder.decode(b"", True)


def _refuse_damaged(file: BinaryIO) -> None:
    """Refuse a UTF-8 text that is broken in few places: as GB18030 it would read, as nonsense."""
    broken = beyond_ascii = first_broken = 0
    line = 1
    for text in _decoded(file, "utf-8", "replace"):
        if not first_broken and _BROKEN in text:
            first_broken = line + text[: text.index(_BROKEN)].count("\n")
        line += text.count("\n")
        broken += text.count(_BROKEN)
        beyond_ascii += len(text) - len(text.encode("ascii", "ignore"))
        if broken > _ENOUGH_BROKEN:
            break
    file.seek(0)
    if beyond_ascii - broken > broken * _WHOLE_SIGNS_TO_ONE_BROKEN:
        raise CannotRead("file.damaged-text", line=first_broken)
