"""What the reading process says to its caller: frames of MessagePack, each with its length before it.

Rows travel packed and stay packed with the caller until somebody looks at them: a roster of a million cells
costs its caller some 20 MiB instead of some 200.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import IO, Any

import msgspec

from registry.foundation.grids.limits import MOST_PASSED_BYTES
from registry.foundation.grids.model import CellValue

PackedRow = tuple[int, list[CellValue]]
"""A row's number and its values, on the way."""

_LENGTH_BYTES = 4
_DATE, _DATETIME, _TIME = 1, 2, 3


class RowsFrame(msgspec.Struct, tag="rows", array_like=True, frozen=True):
    """Some rows of the sheet at hand, in order."""

    count: int
    packed: bytes


class SheetFrame(msgspec.Struct, tag="sheet", array_like=True, frozen=True):
    """The end of a sheet, with what is known of it as a whole."""

    name: str | None
    visible: bool = True
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    formulas_without_value: tuple[tuple[int, int], ...] = ()


class EndFrame(msgspec.Struct, tag="end", array_like=True, frozen=True):
    """The end of a file that was read."""

    format: str
    encoding: str | None = None


class RefusedFrame(msgspec.Struct, tag="refused", array_like=True, frozen=True):
    """The file is refused: the code, and what stands in its sentence."""

    code: str
    values: dict[str, str | int] = {}


Frame = RowsFrame | SheetFrame | EndFrame | RefusedFrame

_frames = msgspec.msgpack.Decoder(Frame)
_encoder = msgspec.msgpack.Encoder()


class TooMuchToPass(Exception):
    """What would be handed back is larger than `MOST_PASSED_BYTES`."""


class Sender:
    """Writes frames, and counts what it has written."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._left = MOST_PASSED_BYTES

    def send(self, frame: Frame) -> None:
        """Write one frame; raises `TooMuchToPass` instead where it would be too much."""
        data = _encoder.encode(frame)
        if len(data) > self._left:
            raise TooMuchToPass
        self._left -= len(data)
        self._stream.write(len(data).to_bytes(_LENGTH_BYTES, "big") + data)


def received(stream: IO[bytes]) -> Iterator[Frame]:
    """Yield the frames of a stream until it ends, be it in the middle of one; raises `msgspec.MsgspecError`."""
    while len(head := stream.read(_LENGTH_BYTES)) == _LENGTH_BYTES:
        length = int.from_bytes(head, "big")
        if length > MOST_PASSED_BYTES or len(data := stream.read(length)) < length:
            return
        yield _frames.decode(data)


def pack_rows(rows: list[PackedRow]) -> RowsFrame:
    """Return rows packed; days and times become extensions, as a text would be read as a text."""
    shown = [(number, [_outgoing(value) for value in values]) for number, values in rows]
    return RowsFrame(len(rows), _encoder.encode(shown))


def _outgoing(value: CellValue) -> object:
    if isinstance(value, datetime):
        return msgspec.msgpack.Ext(_DATETIME, value.isoformat().encode())
    if isinstance(value, date):
        return msgspec.msgpack.Ext(_DATE, value.isoformat().encode())
    if isinstance(value, time):
        return msgspec.msgpack.Ext(_TIME, value.isoformat().encode())
    return value


def _incoming(code: int, data: memoryview) -> date | datetime | time:
    text = bytes(data).decode()
    if code == _TIME:
        return time.fromisoformat(text)
    return datetime.fromisoformat(text) if code == _DATETIME else date.fromisoformat(text)


_rows = msgspec.msgpack.Decoder(list[tuple[int, tuple[Any, ...]]], ext_hook=_incoming)


def unpack_rows(packed: bytes) -> list[tuple[int, tuple[CellValue, ...]]]:
    """Return the rows that were packed: number and values."""
    return _rows.decode(packed)
