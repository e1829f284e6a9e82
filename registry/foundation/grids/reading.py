"""Read a table that somebody sent, in a process of its own, and keep it packed until it is looked at.

A file may be made to harm: a few kilobytes can ask for hundreds of gigabytes, or for hours. So it is opened by
a child process alone that has little memory, little time and none of our secrets. Whatever becomes of the child
(a refusal, a crash, the end of its time) becomes a refusal with words for people.
"""

import os
import subprocess
import sys
import threading
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import accumulate
from pathlib import Path
from typing import IO, get_args, overload

import msgspec

from registry.foundation.grids.limits import MIB, MOST_FILE_BYTES, MOST_WAITING_SECONDS
from registry.foundation.grids.model import FORMATS, Format, Row, Sheet, Workbook
from registry.foundation.grids.passing import (
    EndFrame,
    RefusedFrame,
    RowsFrame,
    SheetFrame,
    received,
    unpack_rows,
)
from registry.foundation.grids.unreadable import CODES, Unreadable, unreadable

__all__ = ["Unreadable", "read_workbook"]

_CHILD = "registry.foundation.grids.child"
# What a Python outside the system's own folders may need to start; everything else may be a secret.
_PASSED_ENVIRONMENT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


def read_workbook(path: Path) -> Workbook:
    """Read a table of any format that is taken: .xlsx, .xls, .csv, and web tables whatever their name.

    The format is decided by content alone. Raises `Unreadable` for everything else, in bounded time. Takes
    0.1 to 0.3 seconds for a small file and blocks meanwhile: a server calls it from a job or a thread.
    """
    try:
        with path.open("rb") as file:
            _refuse_by_size(os.fstat(file.fileno()).st_size)
            return _read_apart(file)
    except OSError as error:
        raise unreadable("file.cannot-open") from error


def _refuse_by_size(size: int) -> None:
    if size == 0:
        raise unreadable("file.empty")
    if size > MOST_FILE_BYTES:
        raise unreadable("file.too-large", size=-(-size // MIB), limit=MOST_FILE_BYTES // MIB)


def _read_apart(file: IO[bytes]) -> Workbook:
    with subprocess.Popen(
        [sys.executable, "-I", "-m", _CHILD],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _PASSED_ENVIRONMENT if name in os.environ},
    ) as child:
        watch = threading.Timer(MOST_WAITING_SECONDS, child.kill)
        watch.start()
        try:
            assert child.stdout is not None
            return _gathered(child.stdout)
        finally:
            watch.cancel()
            child.kill()


def _gathered(stream: IO[bytes]) -> Workbook:
    """Put the workbook together; a stream that ends early is a child that died or was stopped."""
    sheets: list[Sheet] = []
    chunks: list[RowsFrame] = []
    with suppress(msgspec.MsgspecError):
        for frame in received(stream):
            match frame:
                case RowsFrame():
                    chunks.append(frame)
                case SheetFrame():
                    sheets.append(_sheet(frame, chunks))
                    chunks = []
                case RefusedFrame(code, values) if code in CODES:
                    raise unreadable(code, **values)
                case EndFrame(format=name, encoding=encoding) if name in FORMATS:
                    return Workbook(_format(name), encoding, tuple(sheets))
    raise unreadable("file.beyond-limits")


def _format(name: str) -> Format:
    return next(format_ for format_ in get_args(Format) if format_ == name)


def _sheet(frame: SheetFrame, chunks: list[RowsFrame]) -> Sheet:
    return Sheet(
        name=frame.name,
        rows=PackedRows(chunks, frozenset(frame.hidden_rows)),
        visible=frame.visible,
        hidden_columns=frozenset(frame.hidden_columns),
        merged=frame.merged,
        formulas_without_value=frozenset(frame.formulas_without_value),
    )


class PackedRows(Sequence[Row]):
    """Rows that are unpacked some hundred at a time, as they are walked through; walk rather than jump."""

    def __init__(self, chunks: Sequence[RowsFrame], hidden: frozenset[int]) -> None:
        self._chunks = [chunk.packed for chunk in chunks]
        self._starts = [0, *accumulate(chunk.count for chunk in chunks)]
        self._hidden = hidden
        self._at_hand: tuple[int, list[Row]] = (-1, [])

    def __len__(self) -> int:
        return self._starts[-1]

    def __iter__(self) -> Iterator[Row]:
        for chunk in self._chunks:
            yield from self._unpacked(chunk)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return [self._row(position) for position in range(*index.indices(len(self)))]
        return self._row(range(len(self))[index])

    def _row(self, position: int) -> Row:
        which = bisect_right(self._starts, position) - 1
        at_hand, rows = self._at_hand
        if at_hand != which:
            rows = self._unpacked(self._chunks[which])
            self._at_hand = (which, rows)
        return rows[position - self._starts[which]]

    def _unpacked(self, packed: bytes) -> list[Row]:
        return [Row(number, values, number in self._hidden) for number, values in unpack_rows(packed)]
