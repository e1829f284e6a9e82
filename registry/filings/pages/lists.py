"""The list of filings, and one filing: what it covers, until when, from what it frees, what happened to it."""

from typing import Any
from uuid import UUID

from litestar import get
from litestar.params import FromPath
from litestar.response import Template

from registry.filings import access, queries
from registry.filings.queries import FilingFilter, FilingLine, FilingsShown
from registry.filings.rules.privileges import KIND_MEANINGS, KIND_WORDS, KINDS
from registry.filings.rules.scope import ScopeLine
from registry.filings.rules.states import FilingState, allowed_steps
from registry.foundation import form_readers as read
from registry.foundation.authentication import viewer_of
from registry.foundation.forms import Form
from registry.foundation.languages import Language
from registry.foundation.pages import AnyRequest, clock_of, page
from registry.foundation.problems import Message, Refusal, message
from registry.policy.catalogue import occupations

_LAST_PAGE = 1_000_000


@get("/filings", opt={"permission": access.SEE_FILINGS})
async def list_filings(request: AnyRequest) -> Template:
    """Show the filings that the viewer sees; unless asked otherwise those that run, soonest to run out first."""
    viewer = viewer_of(request)
    today = clock_of(request).today()
    form = Form.of(request.query_params.multi_items())
    try:
        wanted, number = read_filter(form)
    except Refusal as refusal:
        form = form.refused(refusal)
        wanted, number = FilingFilter(), 1
    return page(
        request,
        "filings/list.html",
        status=422 if form.problems else 200,
        form=form,
        listed=await queries.list_filings(viewer, wanted, today, number),
        wanted=wanted,
        shown_choices=tuple(FilingsShown),
        query={name: form.typed(name) for name in form.entries if name != "page"},
        scope_words=scope_words,
        tone_of=lambda line: tone_of(line, holds=line.holds_on(today)),
        may_enter=access.ENTER_FILING.allows(viewer.role),
    )


def read_filter(form: Form) -> tuple[FilingFilter, int]:
    """Return what a list is narrowed to, and the page asked for; raises `Refusal` with problems at fields."""
    shown = form.optional("shown", read.one_of({each.value: each for each in FilingsShown}))
    text = form.optional("text", read.text(160))
    organisation = form.optional("organisation", read.identifier)
    body = form.optional("body", read.identifier)
    number = form.optional("page", read.whole_number(1, _LAST_PAGE))
    wanted = FilingFilter(
        shown=shown.value or FilingsShown.RUNNING,
        text=text.value or "",
        organisation=organisation.value,
        body=body.value,
    )
    return wanted, number.value or 1


@get("/filings/{filing_id:uuid}", opt={"permission": access.SEE_FILINGS})
async def show_filing(request: AnyRequest, filing_id: FromPath[UUID]) -> Template:
    """Show one filing with its history, and what may be done with it."""
    view = await queries.filing_for(viewer_of(request), filing_id)
    terms = view.line.terms
    return page(
        request,
        "filings/filing.html",
        filing=view,
        line=view.line,
        holds=view.line.holds_on(clock_of(request).today()),
        tone=tone_of(view.line, holds=view.line.holds_on(clock_of(request).today())),
        scope_words=scope_words,
        steps=allowed_steps(terms.state) if view.may_change else (),
        may_change_privileges=view.may_change and terms.state is not FilingState.WITHDRAWN,
        kinds=KINDS,
        kind_words=KIND_WORDS,
        kind_meanings=KIND_MEANINGS,
        grounds={each.kind: each.source for each in terms.privileges},
    )


def tone_of(line: FilingLine, *, holds: bool) -> str:
    """Return the colour of a filing's state, the second sign beside its word."""
    if line.terms.state is FilingState.WITHDRAWN:
        return "bad"
    if line.terms.state is FilingState.SUSPENDED:
        return "wait"
    return "good" if holds else "plain"


def scope_words(line: ScopeLine, language: Language) -> str:
    """Return a line of what a filing covers, as one text."""
    return _scope_message(line).in_language(language)


def _scope_message(line: ScopeLine) -> Message:
    occupation = occupations().get(line.occupation)
    named: object = line.occupation if occupation is None else occupation
    if line.job_type is None:
        return message("{occupation}，全部工种，最高{level}", occupation=named, level=line.highest)
    return message(
        "{occupation}，{job_type}，最高{level}", occupation=named, job_type=line.job_type, level=line.highest
    )


ROUTES: list[Any] = [list_filings, show_filing]
