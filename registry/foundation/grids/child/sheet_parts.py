"""What the XML of a workbook says before its values are read: how far its cells reach, and what is hidden.

The scan stops soon after the first cell that would make the sheet too large to lay out. Any document type
declaration ends it: workbooks have none, and entities are declared nowhere else.
"""

import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from registry.foundation.grids.child.archives import Parts
from registry.foundation.grids.child.extent import Extent
from registry.foundation.grids.child.refusing import CannotRead
from registry.foundation.grids.child.sheet_scan import Attributes, SheetFacts, SheetScan

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_READ_BESIDE_SHEETS = ("xl/sharedstrings.xml", "xl/styles.xml")
_WITHOUT_CELLS = ("xl/chartsheets/", "xl/dialogsheets/")


@dataclass
class _Listing:
    """The sheets of a workbook by name, and the parts that the names lead to."""

    targets: dict[str, str] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=dict)

    def relation(self, attributes: Attributes) -> None:
        target = posixpath.join("/xl", attributes.get("Target", "").replace("\\", "/"))
        self.targets[attributes.get("Id", "")] = posixpath.normpath(target).lstrip("/").lower()

    def sheet(self, attributes: Attributes) -> None:
        identity = next((value for name, value in attributes.items() if name.endswith(":id")), "")
        self.sheets[attributes.get("name", "")] = identity

    def parts(self) -> dict[str, str]:
        found = {name: self.targets.get(identity, "") for name, identity in self.sheets.items()}
        return {name: part for name, part in found.items() if not part.startswith(_WITHOUT_CELLS)}


def scan_parts(parts: Parts) -> dict[str, SheetFacts]:
    """Scan all that the reader will open; returns the facts of each worksheet by its name.

    Raises `CannotRead` for a cell out of reach, too many cells, declarations, and XML that is broken.
    """
    listing = _Listing()
    _feed(parts, _RELATIONS, _parser({"Relationship": listing.relation}))
    _feed(parts, _WORKBOOK, _parser({"sheet": listing.sheet}))
    for part in _READ_BESIDE_SHEETS:
        if part in parts.names:
            _feed(parts, part, _parser({}))
    extent = Extent()
    return {name: _scan_sheet(parts, part, extent) for name, part in listing.parts().items()}


def _scan_sheet(parts: Parts, part: str, extent: Extent) -> SheetFacts:
    parser = _parser({})
    scan = SheetScan(extent, parser)
    _follow(parser, scan.acts)
    _feed(parts, part, parser, after=scan.check_limits)
    return scan.finished()


class _Acts(dict[str, Callable[[Attributes], None]]):
    """Acts by element name as it is written; a prefix is looked through once for each spelling."""

    def __missing__(self, written: str) -> Callable[[Attributes], None]:
        act = self.get(written.rpartition(":")[2], _nothing)
        self[written] = act
        return act


def _nothing(_attributes: Attributes) -> None:
    """Do nothing: the element says nothing of a sheet's size or of what is hidden."""


def _parser(acts: dict[str, Callable[[Attributes], None]]) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_declarations
    if acts:
        _follow(parser, acts)
    return parser


def _follow(parser: expat.XMLParserType, acts: dict[str, Callable[[Attributes], None]]) -> None:
    by_name = _Acts(acts)
    parser.StartElementHandler = lambda element, attributes: by_name[element](attributes)


def _refuse_declarations(*_: object) -> None:
    raise CannotRead("file.unsafe-xml")


def _feed(parts: Parts, name: str, parser: expat.XMLParserType, after: Callable[[bytes], None] | None = None) -> None:
    def take(piece: bytes) -> None:
        parser.Parse(piece, False)
        if after:
            after(piece)

    if name not in parts.names:
        raise CannotRead("file.damaged")
    try:
        parts.unpack(name, take)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise CannotRead("file.damaged") from error
