"""Files for the tests: honest ones by the libraries that offices' programs resemble, hostile ones byte by byte."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

import openpyxl
import xlwt

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET_PART = "xl/worksheets/sheet1.xml"


def xlsx(*rows: tuple[object, ...]) -> bytes:
    """An honest workbook of one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook | xlwt.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def xls(*rows: tuple[object, ...]) -> bytes:
    """An honest workbook of Excel 97."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("名册")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    return saved(book)


def sheet_xml(data: str, *, before: str = "", declaration: str = "") -> bytes:
    """The XML of a worksheet with these rows."""
    return f'{declaration}<worksheet xmlns="{NAMESPACE}">{before}<sheetData>{data}</sheetData></worksheet>'.encode()


def with_parts(parts: dict[str, bytes], *, base: bytes | None = None) -> bytes:
    """A workbook in which some parts are replaced or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(base or xlsx(("姓名",)))) as source:
        all_parts = {name: source.read(name) for name in source.namelist()} | parts
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in all_parts.items():
            target.writestr(name, part)
    return file.getvalue()


def with_sheet(data: str, *, before: str = "", declaration: str = "") -> bytes:
    """A workbook whose only sheet has these rows, written as XML."""
    return with_parts({SHEET_PART: sheet_xml(data, before=before, declaration=declaration)})


def deflated(pieces: Iterator[bytes]) -> tuple[bytes, int, int]:
    """Deflate pieces without holding them; returns the packed bytes, their size before, their checksum."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed, size, checksum = [], 0, 0
    for piece in pieces:
        packed.append(packer.compress(piece))
        size += len(piece)
        checksum = zlib.crc32(piece, checksum)
    return b"".join([*packed, packer.flush()]), size, checksum


def with_huge_sheet(pieces: Iterator[bytes], *, told_size: int | None = None) -> bytes:
    """A workbook whose sheet is too large to hold here; its directory may lie about the size."""
    packed, size, checksum = deflated(pieces)
    base = with_parts({SHEET_PART: b"@@@@"})
    with zipfile.ZipFile(io.BytesIO(base)) as source:
        parts = {name: source.read(name) for name in source.namelist() if name != SHEET_PART}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return _appended(file.getvalue(), SHEET_PART.encode(), packed, size if told_size is None else told_size, checksum)


def _appended(archive: bytes, name: bytes, packed: bytes, size: int, checksum: int) -> bytes:
    """Append an entry that is packed already to an archive, and write its directory anew."""
    end = archive.rindex(b"PK\x05\x06")
    count, _, directory_size, directory_start = struct.unpack_from("<HHII", archive, end + 8)
    directory = archive[directory_start : directory_start + directory_size]
    fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x21, checksum, len(packed), size, len(name), 0)
    local = b"PK\x03\x04" + fields + name + packed
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, directory_start) + name
    whole = directory + entry
    tail = struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", 0, 0, count + 1, count + 1, len(whole), directory_start + len(local), 0
    )
    return archive[:directory_start] + local + whole + tail


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams, each at least 4,096 bytes long."""
    directory_sectors = -(-(len(streams) + 1) // 4)
    fat_sector = directory_sectors
    fat = [*range(1, directory_sectors), 0xFFFFFFFE, 0xFFFFFFFD]
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    body = b""
    for name, data in streams.items():
        padded = data.ljust(-(-len(data) // 512) * 512, b"\0")
        first, sectors = len(fat), len(padded) // 512
        fat += [*range(first + 1, first + sectors), 0xFFFFFFFE]
        entries.append(_entry(name, 2, first, len(data)))
        body += padded
    header = struct.pack("<8s16xHHHHH6xIII4xIIIII", bytes.fromhex("d0cf11e0a1b11ae1"), 62, 3, 0xFFFE, 9, 6, 0, 1, 0,
                         4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)  # fmt: skip
    listed = struct.pack("<109I", fat_sector, *[0xFFFFFFFF] * 108)
    table = b"".join(struct.pack("<I", successor) for successor in fat).ljust(512, b"\xff")
    return header + listed + b"".join(entries).ljust(directory_sectors * 512, b"\0") + table + body


def _entry(name: str, kind: int, first: int, size: int) -> bytes:
    raw = name.encode("utf-16-le")
    return raw.ljust(64, b"\0") + struct.pack(
        "<HBBIII16x4x8x8xIII", len(raw) + 2, kind, 1, *[0xFFFFFFFF] * 3, first, size, 0
    )


def record(number: int, body: bytes) -> bytes:
    """A record of an .xls stream."""
    return struct.pack("<HH", number, len(body)) + body


def xls_stream(*records: bytes, globals_: bytes = b"", kind: int = 0) -> bytes:
    """A workbook's stream with one sheet of these records."""
    begin = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    named = b"\x01\x00a"
    length = len(begin) + len(globals_) + 4 + 6 + len(named) + 4
    sheet = record(0x85, struct.pack("<IBB", length, 0, kind) + named)
    body = record(0x809, struct.pack("<HHHHII", 0x600, 16, 0, 0, 0, 0)) + b"".join(records) + record(0x0A, b"")
    return (begin + globals_ + sheet + record(0x0A, b"") + body).ljust(4096, b"\0")
