"""Files that are made to harm whoever opens them, each with the code with which it must be refused."""

import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from itertools import chain, repeat
from pathlib import Path
from random import Random

from tests.foundation.grids.making import (
    SHEET_PART,
    compound,
    record,
    sheet_xml,
    with_huge_sheet,
    with_parts,
    with_sheet,
    xls_stream,
    xlsx,
)

MIB = 1024 * 1024
_HEAD, _TAIL = sheet_xml("@").split(b"@")
_LAUGHTER = "".join(
    f'<!ENTITY {this} "' + f"&{last};" * 10 + '">' for last, this in zip("abcdefghi", "bcdefghij", strict=True)
)
_LAUGHS = f'<!DOCTYPE l [<!ENTITY a "lol">{_LAUGHTER}]>'
_OUTSIDE = '<!DOCTYPE l [<!ENTITY j SYSTEM "file:///etc/passwd">]>'
_LAUGHING_CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row>'
_STRINGS = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</sst>'


def _sheet_of(rows: Iterator[bytes]) -> Iterator[bytes]:
    return chain([_HEAD], rows, [_TAIL])


def _noisy(piece: bytes, times: int) -> Iterator[bytes]:
    """The piece again and again, with a comment of noise that keeps it from being packed all too well."""
    noise = Random(1)
    return (piece + b"<!--" + noise.randbytes(40).hex().encode() + b"-->" for _ in range(times))


def _shared_text_everywhere() -> bytes:
    """One text of 32,000 characters, shown in a million cells: 40 GB once every cell has its own."""
    with zipfile.ZipFile(io.BytesIO(xlsx(("a",)))) as book:
        relations = book.read("xl/_rels/workbook.xml.rels")
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    listed = b'<Relationship Id="s" Type="' + kind + b'" Target="sharedStrings.xml"/></Relationships>'
    cells = "<c t='s'><v>0</v></c>" * 20
    rows = "".join(f'<row r="{row}">{cells}</row>' for row in range(1, 50_001))
    return with_parts(
        {
            SHEET_PART: sheet_xml(rows),
            "xl/sharedStrings.xml": _STRINGS.format("<si><t>" + "长" * 32_000 + "</t></si>").encode(),
            "xl/_rels/workbook.xml.rels": relations.replace(b"</Relationships>", listed),
        }
    )


def _locked_archive() -> bytes:
    data = bytearray(xlsx(("a",)))
    place = -1
    while (place := data.find(b"PK\x01\x02", place + 1)) >= 0:
        data[place + 8] |= 1
    return bytes(data)


def _many_entries() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"xl/{number}", b"")
    return file.getvalue()


def _xls(*records: bytes, **more: object) -> bytes:
    return compound({"Workbook": xls_stream(*records, **more)})  # type: ignore[arg-type]


def _number(row: int, column: int) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, 0, 1.0))


def _in_a_circle() -> bytes:
    data = bytearray(_xls())
    data[512 + 512 : 512 + 1024] = struct.pack("<128I", 0, 0xFFFFFFFD, *range(3, 129))
    return bytes(data)


def _excel_2003(rows: str, declaration: str = "") -> bytes:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    opening = f'<Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="a"><Table>'
    return f'<?xml version="1.0"?>{declaration}{opening}{rows}</Table></Worksheet></Workbook>'.encode()


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a sheet of 780 MB packed into less than one": (
        "file.unpacks-too-large",
        lambda: with_huge_sheet(_sheet_of(repeat(b" " * MIB, 780))),
    ),
    "a directory that says 1,000 bytes for 500 MB": (
        "file.unpacks-too-large",
        lambda: with_huge_sheet(_sheet_of(repeat(b" " * MIB, 500)), told_size=1000),
    ),
    "a directory that says 1,000 bytes for 2 MB": (
        "file.damaged",
        lambda: with_huge_sheet(_sheet_of(repeat(b" " * MIB, 2)), told_size=1000),
    ),
    "ten million cells": (
        "file.too-many-cells",
        lambda: with_huge_sheet(_sheet_of(repeat(b"<row>" + b"<c><v>1</v></c>" * 20 + b"</row>", 500_000))),
    ),
    "ten million cells in one row": (
        "file.too-many-cells",
        lambda: with_huge_sheet(_sheet_of(chain([b"<row>"], _noisy(b"<c><v>1</v></c>" * 1000, 10_000), [b"</row>"]))),
    ),
    "ten million empty cells with a border": (
        "file.too-many-cells",
        lambda: with_huge_sheet(_sheet_of(repeat(b"<row>" + b'<c s="1"/>' * 20 + b"</row>", 500_000))),
    ),
    "elements that mean nothing, by the million": (
        "file.beyond-limits",
        lambda: with_huge_sheet(_sheet_of(_noisy(b"<a/>" * 2_500, 15_000))),
    ),
    "one cell at the far corner": (
        "file.far-cell",
        lambda: with_sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    ),
    "one cell at the far corner under another row's number": (
        "file.far-cell",
        lambda: with_sheet('<row r="1"><c r="XFD1048576"><v>1</v></c></row>'),
    ),
    "twenty columns down to the last row": (
        "file.far-cell",
        lambda: with_sheet('<row r="1048576"><c r="T1048576" t="inlineStr"><is><t>a</t></is></c></row>'),
    ),
    "laughs by the billion in the sheet": (
        "file.unsafe-xml",
        lambda: with_sheet(_LAUGHING_CELL, declaration=_LAUGHS),
    ),
    "a file of the machine's in the sheet": (
        "file.unsafe-xml",
        lambda: with_sheet(_LAUGHING_CELL, declaration=_OUTSIDE),
    ),
    "laughs by the billion among the texts": (
        "file.unsafe-xml",
        lambda: with_parts({"xl/sharedStrings.xml": (_LAUGHS + _STRINGS.format("<si><t>&j;</t></si>")).encode()}),
    ),
    "laughs by the billion in the list of sheets": (
        "file.unsafe-xml",
        lambda: with_parts({"xl/workbook.xml": (_LAUGHS + "<workbook>&j;</workbook>").encode()}),
    ),
    "one long text in a million cells": ("file.beyond-limits", _shared_text_everywhere),
    "twenty thousand entries": ("file.too-many-parts", _many_entries),
    "an archive with a password": ("file.encrypted", _locked_archive),
    "a workbook with macros": ("file.macros", lambda: with_parts({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})),
    "a workbook with a macro sheet": ("file.macros", lambda: with_parts({"xl/macrosheets/sheet1.xml": b"<a/>"})),
    "a workbook with a password": (
        "file.encrypted",
        lambda: compound({"EncryptionInfo": bytes(4096), "EncryptedPackage": bytes(8192)}),
    ),
    "an old workbook with a password": (
        "file.encrypted",
        lambda: _xls(globals_=record(0x2F, bytes(54))),
    ),
    "an old workbook with macros": (
        "file.macros",
        lambda: compound({"Workbook": xls_stream(), "_VBA_PROJECT_CUR": bytes(4096)}),
    ),
    "an old workbook with a macro sheet": ("file.macros", lambda: _xls(kind=1)),
    "an old workbook with one cell at the far corner": ("file.far-cell", lambda: _xls(_number(65_535, 255))),
    "an old workbook whose sectors run in a circle": ("file.damaged", _in_a_circle),
    "a web page of a million nested elements": (
        "file.nested-too-deep",
        lambda: b"<html><body><table><tr><td>" + b"<div>" * 1_000_000,
    ),
    "a web page of a thousand nested tables": (
        "file.nested-too-deep",
        lambda: b"<html><body>" + b"<table><tr><td>" * 1000,
    ),
    "a web table whose cells cover everything": (
        "file.too-many-cells",
        lambda: b"<table>" + b"<tr><td colspan=999999999 rowspan=999999999>a</td></tr>" * 100_000 + b"</table>",
    ),
    "a web table of ten million cells": ("file.too-many-cells", lambda: b"<table>" + b"<tr>" + b"<td>1" * 10_000_000),
    "a web page with one text of 60 MB": ("file.text-too-long", lambda: b"<table><tr><td>" + b"ab " * 20_000_000),
    "a web page with entities of its own": (
        "file.unsafe-xml",
        lambda: (_LAUGHS + "<html><table><tr><td>&j;</td></tr></table></html>").encode(),
    ),
    "laughs by the billion in a workbook of Excel 2003": (
        "file.unsafe-xml",
        lambda: _excel_2003("<Row><Cell><Data>&j;</Data></Cell></Row>", _LAUGHS),
    ),
    "a workbook of Excel 2003 with one cell at the far corner": (
        "file.far-cell",
        lambda: _excel_2003(
            '<Row ss:Index="1048576"><Cell ss:Index="16384"><Data ss:Type="String">a</Data></Cell></Row>'
        ),
    ),
    "a text with one line of 90 MB": ("file.line-too-long", lambda: b"a,b\n" + b"a,b," * (22 * MIB)),
    "a text with one cell over a million lines": ("file.text-too-long", lambda: b'a,b\n1,"' + b"x\n" * 1_000_000),
    "a text of ten million cells": ("file.too-many-cells", lambda: (b"1," * 19 + b"1\n") * 500_000),
}


def write_one_line_of_200_mb(path: Path) -> None:
    with path.open("wb") as file:
        for _ in range(200):
            file.write(b"140101," * (MIB // 7))
