"""Score sheets as spreadsheets: one to fill in, and taking it back (成绩表下载与上传)."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from registry.foundation.grids.reading import read_workbook
from registry.foundation.grids.writing import ColumnToWrite, SheetToWrite, write_workbook
from registry.foundation.languages import Language
from registry.foundation.problems import Refusal, message
from registry.foundation.viewers import Viewer
from registry.people.rules.names import comparison_key
from registry.rounds.queries import candidates_of, documents_of
from registry.rounds.rules.score_sheet import Examinee, read_score_sheet
from registry.rounds.rules.scores import Mark
from registry.rounds.rules.states import RoundState
from registry.rounds.service.loading import round_to_see
from registry.rounds.service.scores import ScoreToEnter, asked_of, enter_scores, marks_of_round


async def score_sheet_to_fill(viewer: Viewer, round_id: UUID, language: Language) -> bytes:
    """Return the score sheet of a round as xlsx: a line for each admitted candidate, with the marks that are there."""
    row = await round_to_see(viewer, round_id)
    parts = tuple(asked_of(row))
    marks = await marks_of_round(round_id)
    heads = (message("名册行号"), message("姓名"), message("证件号码（已遮盖）"), *(part.in_words for part in parts))
    columns = [ColumnToWrite(head.in_language(language)) for head in heads]
    lines = [
        (one.row, one.name, one.document, *(_as_typed(marks.get(one.id, {}).get(part)) for part in parts))
        for one in await candidates_of(round_id, only="admitted", page=None)
    ]
    return write_workbook([SheetToWrite(message("成绩表").in_language(language), columns, lines)])


def _as_typed(mark: Mark | None) -> str | float | None:
    if mark is None:
        return None
    return "缺考" if mark.value is None else float(mark.value)


async def enter_score_sheet(viewer: Viewer, round_id: UUID, file: Path, *, now: datetime) -> tuple[int, RoundState]:
    """Enter the marks of a spreadsheet and return how many there were and where the round stands.

    Raises `Refusal` with a problem at each cell that cannot be taken; then no mark of the sheet is saved.
    """
    row = await round_to_see(viewer, round_id)
    reading = read_score_sheet(read_workbook(file), await _examinees(round_id), tuple(asked_of(row)))
    if reading.problems:
        raise Refusal(reading.problems)
    scores = [ScoreToEnter(mark.candidate, mark.part, mark.mark, mark.cell) for mark in reading.marks]
    return len(scores), await enter_scores(viewer, round_id, scores, now=now)


async def _examinees(round_id: UUID) -> Sequence[Examinee]:
    numbers = await documents_of(round_id)
    return [
        Examinee(one.id, one.row, comparison_key(one.name), numbers[one.id])
        for one in await candidates_of(round_id, only="admitted", page=None)
    ]
