"""Text with separators: one record a line, or over several where a cell is quoted; numbered by its first line."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import BinaryIO

from registry.foundation.grids.child.encodings import encoding_in_short, encoding_of
from registry.foundation.grids.child.extent import Extent
from registry.foundation.grids.child.refusing import CannotRead
from registry.foundation.grids.child.rows import send_rows
from registry.foundation.grids.limits import MOST_LINE_CHARACTERS, MOST_TEXT_IN_CELL
from registry.foundation.grids.passing import EndFrame, PackedRow, Sender, SheetFrame

_SEPARATORS = (",", ";", "\t", "，")
_SAMPLE_LINES = 100
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)


def read_text_table(file: BinaryIO, sender: Sender) -> EndFrame:
    """Read a file of separated values in any encoding and with any separator that offices use."""
    encoding = encoding_of(file)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    sample = [line for _, line in islice(_lines(text), _SAMPLE_LINES)]
    separator = _separator(sample)
    text.seek(0)
    lines = _Lines(text)
    if not send_rows(_records(lines, separator), sender):
        raise CannotRead("file.nothing-inside")
    sender.send(SheetFrame(None))
    return EndFrame("csv", encoding_in_short(encoding))


def _lines(text: io.TextIOWrapper) -> Iterator[tuple[int, str]]:
    """Yield each line with its number; refuses one that is longer than a record of a table."""
    number = 0
    while line := text.readline(MOST_LINE_CHARACTERS + 1):
        number += 1
        if len(line) > MOST_LINE_CHARACTERS:
            raise CannotRead("file.line-too-long", line=number, limit=MOST_LINE_CHARACTERS)
        yield number, line


class _Lines(Iterator[str]):
    """The lines of a text for the reader of records, which takes as many as a record needs."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._numbered = _lines(text)
        self.number = 0
        self.quotes = 0
        self.ended = False

    def __next__(self) -> str:
        found = next(self._numbered, None)
        if found is None:
            self.ended = True
            raise StopIteration
        self.number, line = found
        self.quotes += line.count('"')
        return line


def _separator(sample: list[str]) -> str:
    """Return the separator that parts the most records into the same number of cells, more cells first."""
    if not sample:
        raise CannotRead("file.nothing-inside")
    if named := _SEPARATOR_LINE.fullmatch(sample[0]):
        return named[1]
    weights = {separator: _weight(sample, separator) for separator in _SEPARATORS}
    if not any(weights.values()) and len(sample) == 1:
        raise CannotRead("file.not-a-table")
    return max(weights, key=weights.__getitem__)


def _weight(sample: list[str], separator: str) -> int:
    widths: Counter[int] = Counter()
    with suppress(csv.Error):
        widths.update(len(record) for record in csv.reader(iter(sample), delimiter=separator))
    return max(((width - 1) * count for width, count in widths.items()), default=0)


def _records(lines: _Lines, separator: str) -> Iterator[PackedRow]:
    """Yield each record under the number of its first line; the reader of records never looks ahead."""
    extent = Extent()
    start = 1
    csv.field_size_limit(MOST_TEXT_IN_CELL)
    records = csv.reader(lines, delimiter=separator)
    while (values := _next_record(records, start)) is not None:
        if lines.ended and lines.quotes % 2:
            raise CannotRead("file.open-quote", line=start)
        if not (start == 1 and _SEPARATOR_LINE.fullmatch(separator.join(values))):
            extent.count(sum(map(bool, values)))
            yield start, [value or None for value in values]
        start, lines.quotes = lines.number + 1, 0


def _next_record(records: Iterator[list[str]], start: int) -> list[str] | None:
    try:
        return next(records, None)
    except csv.Error as error:  # with its line ends and signs checked, only a cell's length is left to fail
        raise CannotRead("file.text-too-long", line=start, limit=MOST_TEXT_IN_CELL) from error
