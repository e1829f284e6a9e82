"""What a file is, by its first bytes and what is packed in it; its name is never asked."""

import re
import zipfile
from collections.abc import Callable
from typing import BinaryIO

from registry.foundation.grids.child.archives import entry_names
from registry.foundation.grids.child.compound import CompoundFile
from registry.foundation.grids.child.refusing import CannotRead
from registry.foundation.grids.passing import EndFrame, Sender

Reader = Callable[[BinaryIO, Sender], EndFrame]

_HEAD_BYTES = 8192

_FOREIGN = (
    (re.compile(rb"[\x00-\x20]*%PDF-"), "file.pdf"),
    (re.compile(rb"\{\\rtf"), "file.word"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP", re.DOTALL), "file.picture"),
    (re.compile(rb".{4}ftyp(?:hei|mif|avif)", re.DOTALL), "file.picture"),
    (re.compile(rb"Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\x1f\x8b\x08|BZh[1-9]|\xfd7zXZ\0"), "file.archive"),
    (re.compile(rb"\x09[\x00\x02\x04]\x06\x00"), "file.old-workbook"),
    (
        re.compile(rb"(?:MIME-Version:|From: <Saved by|Content-Type: multipart/related)", re.IGNORECASE),
        "file.web-archive",
    ),
)
_ZIP = re.compile(rb"PK(?:\x03\x04|\x05\x06|\x07\x08)")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BLANKS_AND_MARKS = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff|[\x00\t\n\r ])*<")
_WEB_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|style|table|thead|tbody|tr|div)\b", re.IGNORECASE)
_WORKBOOK = re.compile(rb"<(?:\w+:)?Workbook\b")
_SPREADSHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_DECLARES = re.compile(rb"<!(?:ENTITY|DOCTYPE\s+(?!html))", re.IGNORECASE)

# The first entry of an archive that tells its kind; the order matters where one kind may hold another.
_PACKED = (
    ("word/document.xml", "file.word"),
    ("ppt/presentation.xml", "file.presentation"),
    ("xl/workbook.bin", "file.xlsb"),
    ("index/document.iwa", "file.numbers"),
)
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.spreadsheet": "file.ods",
    b"application/vnd.oasis.opendocument.text": "file.word",
    b"application/vnd.oasis.opendocument.presentation": "file.presentation",
}


def reader_for(file: BinaryIO) -> Reader:
    """Return the reader of a file's format, the file at its start; raises `CannotRead` where none reads it."""
    head = file.read(_HEAD_BYTES)
    file.seek(0)
    for beginning, code in _FOREIGN:
        if beginning.match(head):
            raise CannotRead(code)
    if _ZIP.match(head):
        return _reader_of_archive(file)
    if head.startswith(_COMPOUND):
        return _reader_of_compound(file)
    if _BLANKS_AND_MARKS.match(head) and (reader := _reader_of_markup(head.replace(b"\0", b""))):
        return reader
    from registry.foundation.grids.child.text_tables import read_text_table

    return read_text_table


def _reader_of_archive(file: BinaryIO) -> Reader:
    names = entry_names(file)
    for name, code in _PACKED:
        if name in names:
            raise CannotRead(code)
    if "xl/workbook.xml" not in names:
        raise CannotRead(_kind_of_open_document(file))
    if any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names):
        raise CannotRead("file.macros")
    from registry.foundation.grids.child.workbooks import read_xlsx

    return read_xlsx


def _kind_of_open_document(file: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(file) as archive, archive.open("mimetype") as entry:
            return _OPEN_DOCUMENT.get(entry.read(100).strip(), "file.archive")
    except Exception:
        return "file.archive"


def _reader_of_compound(file: BinaryIO) -> Reader:
    names = CompoundFile(file).names
    for name, code in (
        ("encryptedpackage", "file.encrypted"),
        ("_vba_project_cur", "file.macros"),
        ("worddocument", "file.word"),
        ("powerpoint document", "file.presentation"),
    ):
        if name in names:
            raise CannotRead(code)
    if "workbook" not in names:
        raise CannotRead("file.old-workbook" if "book" in names else "file.not-a-table")
    from registry.foundation.grids.child.workbooks import read_xls

    return read_xls


def _reader_of_markup(head: bytes) -> Reader | None:
    """Return the reader of a web page or of Excel's XML; None is a text that happens to begin with "<"."""
    if _SPREADSHEET_XML in head and _WORKBOOK.search(head):
        from registry.foundation.grids.child.spreadsheet_xml import read_spreadsheet_xml

        return read_spreadsheet_xml
    if _DECLARES.search(head):
        raise CannotRead("file.unsafe-xml")
    if _WEB_PAGE.search(head):
        from registry.foundation.grids.child.web_tables import read_web_tables

        return read_web_tables
    if head.lstrip(b"\xef\xbb\xbf\xff\xfe\t\r\n ").startswith(b"<?xml"):
        raise CannotRead("file.not-a-table")
    return None
