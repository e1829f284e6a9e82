"""How much a table may be before it is refused, and why just so much; nothing else in this package sets a bound.

The measure is a roster of 50,000 rows and 20 columns, in every format, with room to spare. Reader and caller
together stay under 900 MiB whatever the file holds.
"""

from typing import Final

MIB: Final = 1024 * 1024

MOST_FILE_BYTES: Final = 100 * MIB
"""The measure as a web table with a style on every cell takes 90 MiB; every other format takes less."""

MOST_UNPACKED_BYTES: Final = 160 * MIB
"""All XML of a workbook; the measure with every text written in its cell takes 80 MiB."""

MOST_PART_RATIO: Final = 400
"""Unpacked to packed of one part; sheets of real offices stay under 100, and deflate ends at 1,032."""

PART_BYTES_BEFORE_RATIO: Final = 16 * MIB
"""A part smaller than this harms nobody, however well it is packed."""

MOST_ENTRIES: Final = 10_000
"""Files in a workbook's archive: a photograph for each of a few thousand people is still a roster."""

MOST_CELLS: Final = 1_500_000
"""Cells of all sheets, empty ones with a format included where the format lists them."""

MOST_TAGS: Final = 12_000_000
"""Tags in the sheets of a workbook; a cell with its text inside takes six, and each costs a third of a µs."""

MOST_GRID_CELLS: Final = 6_000_000
"""Last row × last column of one sheet: the reader lays the sheet out in full, at 32 bytes a cell.

50,000 rows may reach column DP; a sheet of 300 rows may reach the last column there is."""

MOST_TEXT_IN_CELL: Final = 32_767
"""Characters in one cell: what Excel itself allows."""

MOST_LINE_CHARACTERS: Final = 1_000_000
"""Characters on one line of a text file: 20 cells that are all as long as a cell may be, and some."""

MOST_SHEETS: Final = 500
"""Sheets, or tables of a web page."""

MOST_NESTED_TABLES: Final = 10
"""Tables inside each other's cells; layouts of old web pages use three or four."""

MOST_NESTED_ELEMENTS: Final = 200
"""Elements inside each other: the web parser itself stops, without an error, at 256."""

MOST_SPAN: Final = 20_000
"""Columns or rows that one cell of a web table may cover; Excel has 16,384 columns."""

MOST_PASSED_BYTES: Final = 96 * MIB
"""What the reader hands back, packed: the measure takes 25 MiB. One text shown in every cell ends here."""

MOST_CHILD_ADDRESS_SPACE: Final = 640 * MIB
"""Address space of the reader; the measure needs 300 MiB at its worst. The rest to 900 MiB is the caller's."""

MOST_CHILD_SECONDS: Final = 15
"""Processor time of the reader; the measure takes 5 seconds on the slowest machine that was tried."""

MOST_WAITING_SECONDS: Final = 45
"""Time on the clock that the caller waits for its reader, which may share a busy machine."""
