"""The pages on which an assessor enters and locks scores (录入与锁定成绩)."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect, Response, Template

from registry.foundation.authentication import viewer_of
from registry.foundation.downloads import XLSX, attachment
from registry.foundation.forms import Form
from registry.foundation.pages import AnyRequest, clock_of, page, read_form, see_other
from registry.foundation.problems import Problem, Refusal, message
from registry.foundation.uploads import no_file, receive_upload
from registry.rounds import access, queries
from registry.rounds.pages.overview import round_context
from registry.rounds.queries import PAGE
from registry.rounds.rules.scores import Mark, Part, judge_scores, read_mark
from registry.rounds.service.loading import round_to_see
from registry.rounds.service.score_sheets import enter_score_sheet, score_sheet_to_fill
from registry.rounds.service.scores import ScoreToEnter, asked_of, enter_scores, lock_scores, marks_of_round

_ADMITTED = "admitted"
_ABSENT = message("缺考")


@get("/rounds/{round_id:uuid}/scores", opt={"permission": access.SEE_CANDIDATES})
async def show_scores(
    request: AnyRequest,
    round_id: FromPath[UUID],
    number: Annotated[int, QueryParameter(name="page", ge=1, le=100_000)] = 1,
) -> Template:
    """Show the marks of a round, as fields to the assessor while they can be changed."""
    return await _scores_page(request, round_id, Form(), number)


@post("/rounds/{round_id:uuid}/scores", opt={"permission": access.ENTER_SCORES})
async def take_scores(
    request: AnyRequest,
    round_id: FromPath[UUID],
    number: Annotated[int, QueryParameter(name="page", ge=1, le=100_000)] = 1,
) -> Template | Redirect:
    """Save the marks of one page; what is wrong is said at each field and nothing of the page is saved."""
    form = await read_form(request)
    try:
        await enter_scores(viewer_of(request), round_id, _typed_scores(form), now=clock_of(request).now())
    except Refusal as refusal:
        return await _scores_page(request, round_id, form.refused(refusal), number, status=422)
    return see_other(f"/rounds/{round_id}/scores?page={number}&saved=1")


def _typed_scores(form: Form) -> list[ScoreToEnter]:
    """Fields are named `mark-<candidate>-<part>`; empty ones are left for later."""
    scores: list[ScoreToEnter] = []
    problems: list[Problem] = []
    for name in form.entries:
        typed = form.typed(name).strip()
        if not name.startswith("mark-") or not typed:
            continue
        _, candidate, part = name[:5], name[5:41], name[42:]
        mark = read_mark(typed)
        if isinstance(mark, Problem):
            problems.append(Problem(mark.code, mark.message, name, mark.cure))
        else:
            scores.append(ScoreToEnter(UUID(candidate), Part(part), mark, name))
    if problems:
        raise Refusal(problems)
    return scores


async def _scores_page(request: AnyRequest, round_id: UUID, form: Form, number: int, *, status: int = 200) -> Template:
    viewer = viewer_of(request)
    row = await round_to_see(viewer, round_id)
    asked = asked_of(row)
    marks = await marks_of_round(round_id)
    candidates = await queries.candidates_of(round_id, only=_ADMITTED, page=number)
    total = await queries.count_candidates(round_id, only=_ADMITTED)
    if not form.entries:
        form = Form(Form.filled(**_filled(candidates, marks)).entries, form.problems)
    return page(
        request,
        "rounds/scores.html",
        status=status,
        form=form,
        candidates=candidates,
        outcomes={one.id: judge_scores(marks.get(one.id, {}), asked) for one in candidates},
        entered=sum(len(of_one) for of_one in marks.values()),
        expected=total * len(asked),
        asked=asked,
        number=number,
        last=max(1, -(-total // PAGE)),
        largest_sheet=request.app.state.settings.roster_bytes,
        saved=request.query_params.get("saved") == "1",
        **await round_context(viewer, round_id),
    )


def _filled(candidates: list[queries.CandidateLine], marks: Mapping[UUID, Mapping[Part, Mark]]) -> dict[str, str]:
    return {
        f"mark-{one.id}-{part.value}": str(_ABSENT) if mark.value is None else f"{mark.value.normalize():f}"
        for one in candidates
        for part, mark in marks.get(one.id, {}).items()
    }


@get("/rounds/{round_id:uuid}/scores/sheet", opt={"permission": access.ENTER_SCORES})
async def send_sheet(request: AnyRequest, round_id: FromPath[UUID]) -> Response[bytes]:
    """Send the round's score sheet to be filled in, with the marks that are there already."""
    content = await score_sheet_to_fill(viewer_of(request), round_id, viewer_of(request).language)
    return attachment(content, "scores.xlsx", XLSX)


@post(
    "/rounds/{round_id:uuid}/scores/sheet",
    opt={"permission": access.ENTER_SCORES, "exclude_from_csrf": True},
    request_max_body_size=None,
)
async def take_sheet(request: AnyRequest, round_id: FromPath[UUID]) -> Template | Redirect:
    """Take the marks of a spreadsheet; with any problem none of them is saved and each is shown with its cell."""
    now = clock_of(request).now()
    try:
        with await receive_upload(request, limit=request.app.state.settings.roster_bytes) as upload:
            if not upload.files:
                raise Refusal(no_file("sheet"))
            await enter_score_sheet(viewer_of(request), round_id, upload.files[0].path, now=now)
    except Refusal as refusal:
        return await _scores_page(request, round_id, Form().refused(refusal), 1, status=422)
    return see_other(f"/rounds/{round_id}/scores?saved=1")


@get("/rounds/{round_id:uuid}/scores/lock", opt={"permission": access.ENTER_SCORES})
async def ask_to_lock(request: AnyRequest, round_id: FromPath[UUID]) -> Template:
    """Show what locking the scores means."""
    viewer = viewer_of(request)
    context = await round_context(viewer, round_id)
    asked = asked_of(await round_to_see(viewer, round_id))
    return page(request, "rounds/lock.html", form=Form(), asked=asked, **context)


@post("/rounds/{round_id:uuid}/scores/lock", opt={"permission": access.ENTER_SCORES})
async def take_lock(request: AnyRequest, round_id: FromPath[UUID]) -> Redirect:
    """Lock the scores and judge every candidate."""
    await lock_scores(viewer_of(request), round_id, now=clock_of(request).now())
    return see_other(f"/rounds/{round_id}/scores")


ROUTES: list[Any] = [show_scores, take_scores, send_sheet, take_sheet, ask_to_lock, take_lock]
