"""Suspending, lifting and withdrawing a filing, and changing the limits from which it frees."""

from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from registry.filings import access
from registry.filings.pages.lists import scope_words
from registry.filings.queries import FilingView, filing_for
from registry.filings.rules.privileges import KIND_MEANINGS, KIND_WORDS, KINDS, PrivilegeGround
from registry.filings.rules.states import LONGEST_REASONS, STEPS, take_step
from registry.filings.service import change_privileges, take_filing_step
from registry.foundation import form_readers as read
from registry.foundation.authentication import viewer_of
from registry.foundation.forms import Form
from registry.foundation.pages import AnyRequest, clock_of, page, read_form, see_other, status_of
from registry.foundation.problems import Absent, Refusal, message
from registry.policy.facts import LegalSource

_OFFICERS = {"permission": access.CHANGE_FILING}


@get("/filings/{filing_id:uuid}/privileges", opt=_OFFICERS)
async def ask_for_privileges(request: AnyRequest, filing_id: FromPath[UUID]) -> Template:
    """Show the four limits with what is known of each."""
    view = await _to_change(request, filing_id)
    known: dict[str, str | list[str]] = {"kinds": [each.kind for each in view.line.terms.privileges]}
    for each in view.line.terms.privileges:
        known |= {
            f"{each.kind}_title": each.source.title,
            f"{each.kind}_number": each.source.number,
            f"{each.kind}_article": each.source.article,
        }
    return _privileges_form(request, view, Form.filled(**known))


@post("/filings/{filing_id:uuid}/privileges", opt=_OFFICERS)
async def take_privileges(request: AnyRequest, filing_id: FromPath[UUID]) -> Template | Redirect:
    """Change the limits from which the filing frees."""
    view = await _to_change(request, filing_id)
    form = await read_form(request)
    try:
        reasons = form.asked("reasons", read.long_text(LONGEST_REASONS), missing=message("请写明更改的理由。"))
        privileges = _privileges(form)
        await change_privileges(viewer_of(request), filing_id, privileges, reasons.value, now=clock_of(request).now())
    except Refusal as refusal:
        return _privileges_form(request, view, form.refused(refusal), status_of(refusal))
    return see_other(f"/filings/{filing_id}")


def _privileges(form: Form) -> tuple[PrivilegeGround, ...]:
    """The limits that are ticked, each with its own document; all of them are read before any is used."""
    sources = {kind: _source(form, kind) for kind in KINDS if kind in form.all_typed("kinds")}
    if form.problems:
        raise Refusal(form.problems)
    return tuple(PrivilegeGround(kind, source) for kind, source in sources.items())


def _source(form: Form, kind: str) -> LegalSource:
    title = form.asked(f"{kind}_title", read.text(200), missing=message("请填写所依据的文件名称。"))
    number = form.asked(f"{kind}_number", read.text(60), missing=message("请填写文号。"))
    article = form.asked(f"{kind}_article", read.text(60), missing=message("请填写条款。"))
    return LegalSource(title=title.given or "", number=number.given or "", article=article.given or "")


def _privileges_form(request: AnyRequest, view: FilingView, form: Form, status: int = 200) -> Template:
    return page(
        request,
        "filings/privileges.html",
        status=status,
        line=view.line,
        form=form,
        kinds=[(kind, KIND_WORDS[kind], KIND_MEANINGS[kind]) for kind in KINDS],
        longest=LONGEST_REASONS,
    )


@get("/filings/{filing_id:uuid}/{step:str}", opt=_OFFICERS)
async def show_step(request: AnyRequest, filing_id: FromPath[UUID], step: FromPath[str]) -> Template:
    """Ask for the reasons of a step."""
    return _step_form(request, await _to_step(request, filing_id, step), step, Form())


@post("/filings/{filing_id:uuid}/{step:str}", opt=_OFFICERS, status_code=200)
async def take_step_form(request: AnyRequest, filing_id: FromPath[UUID], step: FromPath[str]) -> Template | Redirect:
    """Show what the step will do; once that is confirmed, do it."""
    view = await _to_step(request, filing_id, step)
    form = await read_form(request)
    try:
        reasons = form.asked("reasons", read.long_text(LONGEST_REASONS), missing=message("请写明查明的事实和依据。"))
        if not form.ticked("confirmed"):
            take_step(step, view.line.terms.state, reasons.value)
            return page(request, "filings/step_confirm.html", line=view.line, step=STEPS[step], reasons=reasons.value)
        await take_filing_step(viewer_of(request), filing_id, step, reasons.value, now=clock_of(request).now())
    except Refusal as refusal:
        return _step_form(request, view, step, form.refused(refusal), status_of(refusal))
    return see_other(f"/filings/{filing_id}")


def _step_form(request: AnyRequest, view: FilingView, step: str, form: Form, status: int = 200) -> Template:
    return page(
        request,
        "filings/step.html",
        status=status,
        line=view.line,
        step=STEPS[step],
        form=form,
        longest=LONGEST_REASONS,
        scope_words=scope_words,
    )


async def _to_step(request: AnyRequest, filing: UUID, step: str) -> FilingView:
    if step not in STEPS:
        raise Absent
    return await _to_change(request, filing)


async def _to_change(request: AnyRequest, filing: UUID) -> FilingView:
    """A filing that the viewer sees and may change; the page says so before anything is filled in."""
    view = await filing_for(viewer_of(request), filing)
    if not view.may_change:
        raise access.filed_above()
    return view


ROUTES: list[Any] = [ask_for_privileges, take_privileges, show_step, take_step_form]
