"""What is decided by content alone, what happens to a child that dies, and that nothing but a refusal comes out."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from registry.foundation.grids import reading
from registry.foundation.grids.reading import Unreadable, read_workbook
from tests.foundation.grids.conftest import Refused
from tests.foundation.grids.making import compound, with_parts, with_sheet, xls, xlsx
from tests.foundation.grids.test_hostile_files import measured

ROSTERS = Path(__file__).parents[4] / "shared" / "data" / "rosters"


def archive(**entries: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as target:
        for name, data in entries.items():
            target.writestr(name, data)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file.empty"),
        (b"%PDF-1.4 ...", "file.pdf"),
        (b"{\\rtf1 ...}", "file.word"),
        (b"\x89PNG\r\n\x1a\n", "file.picture"),
        (b"\xff\xd8\xff\xe0....JFIF", "file.picture"),
        (b"....ftypheic....", "file.picture"),
        (b"Rar!\x1a\x07\x00", "file.archive"),
        (b"\x1f\x8b\x08\x00....", "file.archive"),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00", "file.old-workbook"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "file.web-archive"),
        (b"<?xml version='1.0'?><list/>", "file.not-a-table"),
        (archive(note=b"a"), "file.archive"),
        (with_parts({"word/document.xml": b"<a/>"}), "file.word"),
        (with_parts({"ppt/presentation.xml": b"<a/>"}), "file.presentation"),
        (with_parts({"xl/workbook.bin": b"a"}), "file.xlsb"),
        (with_parts({"Index/Document.iwa": b"a"}), "file.numbers"),
        (archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "file.ods"),
        (archive(mimetype=b"application/vnd.oasis.opendocument.text"), "file.word"),
        (compound({"WordDocument": bytes(4096)}), "file.word"),
        (compound({"PowerPoint Document": bytes(4096)}), "file.presentation"),
        (compound({"Book": bytes(4096)}), "file.old-workbook"),
        (compound({"Other": bytes(4096)}), "file.not-a-table"),
        (compound({"Workbook": bytes(4096)}), "file.damaged"),
    ],
)
def test_what_is_no_table_is_told_apart_by_its_content(refused: Refused, data: bytes, code: str) -> None:
    assert refused(data) == code


def test_a_file_that_is_not_there_and_a_folder_cannot_be_opened(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.xlsx", tmp_path):
        with pytest.raises(Unreadable) as refusal:
            read_workbook(path)
        assert [problem.code for problem in refusal.value.problems] == ["file.cannot-open"]


@pytest.mark.parametrize("name", ["名册.csv", "名册.xls", "名册.pdf", "名册"])
def test_the_name_of_a_file_is_never_asked(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(xlsx(("姓名",)))
    assert read_workbook(path).format == "xlsx"


@pytest.mark.parametrize(
    "death",
    ["import os; os.abort()", "import sys; sys.exit(3)", "print('no frames at all, whatever comes')", "pass"],
)
def test_a_child_that_dies_or_babbles_is_a_refusal(
    monkeypatch: pytest.MonkeyPatch, refused: Refused, death: str
) -> None:
    start = subprocess.Popen
    monkeypatch.setattr(reading.subprocess, "Popen", lambda _, **more: start([sys.executable, "-c", death], **more))
    assert refused(b"a,b\n") == "file.beyond-limits"


def test_a_child_that_does_not_end_is_stopped(monkeypatch: pytest.MonkeyPatch, refused: Refused) -> None:
    start = subprocess.Popen
    endless = [sys.executable, "-c", "import signal; signal.pause()"]
    monkeypatch.setattr(reading.subprocess, "Popen", lambda _, **more: start(endless, **more))
    monkeypatch.setattr(reading, "MOST_WAITING_SECONDS", 0.2)
    assert refused(b"a,b\n") == "file.beyond-limits"


def test_the_child_knows_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch, refused: Refused) -> None:
    monkeypatch.setenv("REGISTRY_SECRET", "s")
    start = subprocess.Popen
    given_environments = []

    def started(command: list[str], **more: object) -> object:
        given_environments.append(more["env"])
        return start(command, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(reading.subprocess, "Popen", started)
    refused(b"%PDF-")
    assert [set(environment) <= set(reading._PASSED_ENVIRONMENT) for environment in given_environments] == [True]


GOOD = (xlsx(("姓名", 1)), xls(("姓名", 1)), b"<table><tr><td>a</table>", "姓名,1\n甲,2\n".encode("gb18030"))
CHANGES = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
@example(data=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
@example(data=b"PK\x05\x06" + bytes(18))
@example(data=b"<")
@example(data=b"<table>")
@example(data=b'"')
@example(data=b"sep=\n")
def test_any_bytes_are_a_table_or_a_refusal(tmp_path: Path, data: bytes) -> None:
    check_comes_out_whole(tmp_path, data)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(base=st.sampled_from(GOOD), changes=CHANGES)
def test_a_good_file_with_wrong_bytes_is_a_table_or_a_refusal(
    tmp_path: Path, base: bytes, changes: list[tuple[float, int]]
) -> None:
    data = bytearray(base)
    for place, value in changes:
        data[int(place * len(data))] = value
    check_comes_out_whole(tmp_path, bytes(data))


def check_comes_out_whole(folder: Path, data: bytes) -> None:
    path = folder / "upload"
    path.write_bytes(data)
    try:
        book = read_workbook(path)
    except Unreadable:
        return
    assert sum(len(list(sheet.rows)) for sheet in book.sheets) > 0


@pytest.mark.skipif(not ROSTERS.is_dir(), reason="the rosters that enterprises sent are not on this machine")
def test_the_rosters_that_enterprises_send_are_tables_as_long_as_they_are(tmp_path: Path) -> None:
    found = {}
    for path in sorted(ROSTERS.glob("[0-9]*")):
        try:
            found[path.name] = [(sheet.name, len(sheet.rows)) for sheet in read_workbook(path).sheets]
        except Unreadable as refusal:
            found[path.name] = [problem.code for problem in refusal.problems]
    assert found == {
        "01-clean.xlsx": [("报名表", 41)],
        "02-titles-and-merged.xlsx": [("报名表", 29)],
        "03-gb18030.csv": [(None, 31)],
        "04-utf8-bom.csv": [(None, 13)],
        "05-broken-identities.xlsx": [("报名表", 17)],
        "06-same-person-twice.xlsx": [("报名表", 13)],
        "07-rare-names.xlsx": [("报名表", 8)],
        "08-formulas-and-hidden.xlsx": [("填表说明", 2), ("报名表", 16)],
        "09-not-a-spreadsheet.xlsx": ["file.pdf"],
        "10-empty.csv": ["file.empty"],
        "11-no-id-column.csv": [(None, 4)],
        "12-old-excel.xls": [("Sheet1", 11)],
        "13-one-too-young.xlsx": [("报名表", 6)],
        "14-html-named-xls.xls": [(None, 9)],
        "15-two-row-header.xlsx": [("汇总", 15)],
        "16-other-documents.xlsx": [("报名表", 7)],
    }


@pytest.mark.long
@pytest.mark.parametrize("kind", ["xlsx", "csv", "html"])
def test_fifty_thousand_rows_of_twenty_columns_are_read_in_little_memory(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "roster"
    path.write_bytes(large(kind))
    code, seconds, memory = measured(path)
    assert code is None
    assert seconds < 12
    assert memory < 400


def large(kind: str) -> bytes:
    rows = range(1, 50_001)
    if kind == "csv":
        return "\n".join(",".join(f"文字{row}" for _ in range(20)) for row in rows).encode("gb18030")
    if kind == "html":
        return b"<table>" + b"".join(f"<tr>{'<td>文字' * 20}</tr>".encode() for _ in rows) + b"</table>"
    cells = "".join(f'<c r="{chr(65 + column)}@" t="inlineStr"><is><t>文字@</t></is></c>' for column in range(20))
    sheet = "".join(f'<row r="{row}">{cells.replace("@", str(row))}</row>' for row in rows)
    return with_sheet(sheet)
