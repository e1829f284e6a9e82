"""What people of the journeys carry: rosters, photos, proofs. Everybody is invented."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook, load_workbook
from PIL import Image
from pypdf import PdfReader

from registry.demo.people import Worker
from registry.demo.photos import draw_photo
from registry.people.rules.documents import DocumentKind
from tests.people.world import number_with_check_character

Cell = str | int | float | None
PROOF = b"%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody on a roster."""

    name: str
    number: str
    years: int

    @property
    def number_miswritten(self) -> str:
        """The number with a wrong check character."""
        return self.number[:-1] + ("1" if self.number[-1] != "1" else "2")


def candidates(order: int, *people: tuple[str, int]) -> list[Candidate]:
    """Return people with numbers of their own; `order` keeps those of one journey apart from another's."""
    return [
        Candidate(name, number_with_check_character(f"1402011980{place + 1:02}{order:02}{place * 2 + 101:03}"), years)
        for place, (name, years) in enumerate(people)
    ]


def roster(heading_of_years: str, lines: Sequence[tuple[str, str, int]]) -> bytes:
    """Return a roster with a heading for the years that no rule knows."""
    return workbook([("姓名", "证件号码", heading_of_years, "备注"), *((*line, None) for line in lines)])


def workbook(lines: Sequence[Sequence[Cell]]) -> bytes:
    """Return a workbook of one sheet."""
    book = Workbook()
    for line in lines:
        book.worksheets[0].append(list(line))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def lines_of(content: bytes) -> list[list[Cell]]:
    """Return what stands in the first sheet of a workbook."""
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [list(line) for line in sheet.iter_rows(values_only=True)]  # type: ignore[arg-type]


def photo_of(candidate: Candidate) -> bytes:
    """Return a drawn photo."""
    someday = date(1980, 1, 1)
    kind = DocumentKind.IDENTITY_CARD
    return draw_photo(Worker(candidate.name, "男", kind, candidate.number, someday, someday, "高中"))


def archive(photos: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of files by their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in photos.items():
            packed.writestr(name, content)
    return out.getvalue()


def landscape() -> bytes:
    """Return a picture that is no portrait."""
    out = io.BytesIO()
    Image.new("RGB", (900, 400), "white").save(out, "JPEG")
    return out.getvalue()


def text_of_pdf(content: bytes) -> str:
    """Return the text of a PDF, page after page."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
