"""Marks of a round: read, entered, as a spreadsheet, locked (成绩)."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from litestar import Response, get, post, put
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from registry.foundation.api_documents import form_with_file
from registry.foundation.authentication import viewer_of
from registry.foundation.downloads import XLSX, attachment
from registry.foundation.pages import AnyRequest, clock_of
from registry.foundation.problems import Problem, Refusal, message
from registry.foundation.uploads import no_file, receive_from_program
from registry.rounds import access, queries
from registry.rounds.api.rounds import PageNumber, last_page
from registry.rounds.rules.scores import ABSENT, Mark, Part, read_mark
from registry.rounds.rules.states import RoundState
from registry.rounds.service.loading import round_to_see
from registry.rounds.service.score_sheets import enter_score_sheet, score_sheet_to_fill
from registry.rounds.service.scores import ScoreToEnter, asked_of, enter_scores, lock_scores, marks_of_round

TAGS = ["scores"]
_ADMITTED = "admitted"
MarkValue = float | Literal["absent"]


class MarkAsked(Struct, forbid_unknown_fields=True):
    """A candidate's mark for one part: 0 to 100 in tenths, or "absent"."""

    candidate: UUID
    part: Part
    mark: MarkValue


class MarksAsked(Struct, forbid_unknown_fields=True):
    """Marks to enter, over those that are there; the others stay. At most 5,000 at a time."""

    marks: Annotated[list[MarkAsked], Meta(min_length=1, max_length=5000)]


class CandidateMarks(Struct):
    """The marks of an admitted candidate; a part without a mark is left out. `outcome` comes with the lock."""

    candidate: UUID
    row: int
    name: str
    document: str
    marks: dict[Part, MarkValue]
    outcome: str | None


class ScoreList(Struct):
    """One page of the marks of a round; `pass_marks` are the parts asked for and the mark that passes each."""

    pass_marks: dict[Part, float]
    candidates: list[CandidateMarks]
    total: int
    page: int
    last_page: int


class ScoresEntered(Struct):
    """How many marks were entered and where the round stands then; scored: every mark is there."""

    entered: int
    state: RoundState


class ScoresLocked(Struct):
    """How many passed and how many failed."""

    passed: int
    failed: int


@get(
    "/api/v1/rounds/{round_id:uuid}/scores",
    opt={"permission": access.SEE_CANDIDATES},
    tags=TAGS,
    operation_id="listScores",
)
async def list_scores(request: AnyRequest, round_id: FromPath[UUID], number: PageNumber = 1) -> ScoreList:
    """List the marks of the admitted candidates in the order of the roster."""
    row = await round_to_see(viewer_of(request), round_id)
    marks = await marks_of_round(round_id)
    total = await queries.count_candidates(round_id, only=_ADMITTED)
    lines = await queries.candidates_of(round_id, only=_ADMITTED, page=number)
    return ScoreList(
        pass_marks={part: float(mark) for part, mark in asked_of(row).items()},
        candidates=[_of_candidate(line, marks.get(line.id, {})) for line in lines],
        total=total,
        page=number,
        last_page=last_page(total),
    )


def _of_candidate(line: queries.CandidateLine, marks: Mapping[Part, Mark]) -> CandidateMarks:
    return CandidateMarks(
        candidate=line.id,
        row=line.row,
        name=line.name,
        document=line.document,
        marks={part: "absent" if mark.value is None else float(mark.value) for part, mark in marks.items()},
        outcome=line.outcome,
    )


@put(
    "/api/v1/rounds/{round_id:uuid}/scores",
    opt={"permission": access.ENTER_SCORES},
    tags=TAGS,
    operation_id="putScores",
)
async def put_scores(request: AnyRequest, round_id: FromPath[UUID], data: JSONBody[MarksAsked]) -> ScoresEntered:
    """Enter marks; with any problem none is saved. Sent again it changes nothing."""
    viewer = viewer_of(request)
    await round_to_see(viewer, round_id)
    scores = _scores(data)
    state = await enter_scores(viewer, round_id, scores, now=clock_of(request).now())
    return ScoresEntered(len(scores), state)


def _scores(asked: MarksAsked) -> list[ScoreToEnter]:
    read = [(f"marks[{place}]", given, _mark(given.mark)) for place, given in enumerate(asked.marks)]
    problems = [replace(mark, where=f"{where}.mark") for where, _, mark in read if isinstance(mark, Problem)]
    if problems:
        raise Refusal(problems)
    return [
        ScoreToEnter(given.candidate, given.part, mark, where)
        for where, given, mark in read
        if not isinstance(mark, Problem)
    ]


def _mark(given: MarkValue) -> Mark | Problem:
    return ABSENT if given == "absent" else read_mark(Decimal(str(given)))


@get(
    "/api/v1/rounds/{round_id:uuid}/scores/sheet.xlsx",
    opt={"permission": access.ENTER_SCORES},
    tags=TAGS,
    operation_id="readSheet",
    media_type=XLSX,
)
async def read_sheet(request: AnyRequest, round_id: FromPath[UUID]) -> Response[bytes]:
    """Take the score sheet of a round to fill in (xlsx): a line for each admitted candidate."""
    viewer = viewer_of(request)
    content = await score_sheet_to_fill(viewer, round_id, viewer.language)
    return attachment(content, f"{message('成绩表')}.xlsx", XLSX)


@post(
    "/api/v1/rounds/{round_id:uuid}/scores/sheet",
    opt={"permission": access.ENTER_SCORES},
    tags=TAGS,
    operation_id="sendSheet",
    status_code=200,
    request_max_body_size=None,
    operation_class=form_with_file("sheet", "the score sheet, filled in: xlsx, xls or csv"),
)
async def send_sheet(request: AnyRequest, round_id: FromPath[UUID]) -> ScoresEntered:
    """Send a score sheet; with any problem none of its marks is saved, and each problem names its cell."""
    viewer = viewer_of(request)
    await round_to_see(viewer, round_id)
    with await receive_from_program(request, limit=request.app.state.settings.roster_bytes) as upload:
        if not upload.files:
            raise Refusal(no_file("sheet"))
        entered, state = await enter_score_sheet(viewer, round_id, upload.files[0].path, now=clock_of(request).now())
    return ScoresEntered(entered, state)


@post(
    "/api/v1/rounds/{round_id:uuid}/scores/lock",
    opt={"permission": access.ENTER_SCORES},
    tags=TAGS,
    operation_id="lockScores",
    status_code=200,
)
async def lock(request: AnyRequest, round_id: FromPath[UUID]) -> ScoresLocked:
    """Lock the marks and judge every candidate; no mark changes after this."""
    passed, failed = await lock_scores(viewer_of(request), round_id, now=clock_of(request).now())
    return ScoresLocked(passed, failed)


ROUTES: list[Any] = [list_scores, put_scores, read_sheet, send_sheet, lock]
