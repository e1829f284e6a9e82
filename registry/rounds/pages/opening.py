"""The pages on which a clerk opens a round (开设批次)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from litestar import get, post
from litestar.response import Redirect, Template

from registry.foundation import form_readers as read
from registry.foundation.authentication import viewer_of
from registry.foundation.forms import Form
from registry.foundation.pages import AnyRequest, clock_of, page, read_form, see_other
from registry.foundation.problems import Problem, Refusal, message
from registry.organisations.queries import bodies_of
from registry.policy.catalogue import SkillLevel, occupations
from registry.rounds import access
from registry.rounds.service.opening import RoundToOpen, assessors_of, open_round

EXAMINED = {str(level.code): level for level in SkillLevel if level.examined}


@get("/rounds/open", opt={"permission": access.OPEN_ROUND})
async def ask_for_round(request: AnyRequest) -> Template:
    """Show the form that opens a round, with what is known filled in."""
    today = clock_of(request).today()
    return await _form_page(request, Form.filled(application_day=today.isoformat()))


@post("/rounds/open", opt={"permission": access.OPEN_ROUND})
async def take_round(request: AnyRequest) -> Template | Redirect:
    """Open the round, or search the occupation that was asked for."""
    form = await read_form(request)
    if form.typed("act") == "search:occupation":
        return await _form_page(request, form, found=_found(form.typed("occupation_search")))
    try:
        round_id = await open_round(viewer_of(request), _round_to_open(form), now=clock_of(request).now())
    except Refusal as refusal:
        return await _form_page(request, form.refused(refusal), status=422, found=_found_again(form))
    return see_other(f"/rounds/{round_id}")


def _round_to_open(form: Form) -> RoundToOpen:
    body = form.asked("body", read.identifier, missing=message("请选择评价机构。"))
    title = form.asked("title", read.text(80), missing=message("请给批次起一个名称。"))
    occupation = form.asked("occupation", read_occupation, missing=message("请选择职业。"))
    job_type = form.optional("job_type", read.text(60))
    level = form.asked("level", read.one_of(EXAMINED), missing=message("请选择等级。"))
    day = form.asked("application_day", read.day, missing=message("请填写申报日期。"))
    place = form.asked("place", read.text(120), missing=message("请填写考核地点。"))
    assessors = form.several("assessors", read.identifier, missing=message("请至少选择一名考评员。"))
    return RoundToOpen(
        body=body.value,
        title=title.value,
        occupation=occupation.value,
        job_type=job_type.value,
        level=level.value,
        application_day=day.value,
        place=place.value,
        assessors=assessors.value,
    )


def read_occupation(typed: str) -> str | Problem:
    """Return the code of an occupation that was chosen or typed, or typed by its name."""
    text = typed.strip()
    if text in occupations():
        return text
    named = [code for code, occupation in occupations().items() if occupation.name_zh == text]
    if len(named) == 1:
        return named[0]
    return Problem(
        "round.occupation",
        message("职业目录里没有这个职业。"),
        cure=message("请搜索后从列出的职业中选择。"),
    )


def _found(searched: str) -> list[tuple[str, str, str]]:
    """Occupations whose code, name or job types hold what was searched."""
    wanted = searched.strip().lower()
    return [
        (code, occupation.name_zh, code + (" · " + "、".join(occupation.job_types) if occupation.job_types else ""))
        for code, occupation in occupations().items()
        if wanted
        and wanted in f"{code} {occupation.name_zh} {occupation.name_en} {' '.join(occupation.job_types)}".lower()
    ][:20]


def _found_again(form: Form) -> list[tuple[str, str, str]] | None:
    """What was found before, so that the occupation stays chosen, or can be chosen where it was only searched."""
    searched, chosen = form.typed("occupation_search"), form.typed("occupation")
    found = _found(searched)
    if chosen and chosen not in {code for code, _, _ in found}:
        found = [*_found(chosen), *found]
    return found if searched or chosen else None


async def _form_page(
    request: AnyRequest, form: Form, *, status: int = 200, found: list[tuple[str, str, str]] | None = None
) -> Template:
    viewer, today = viewer_of(request), clock_of(request).today()
    return page(
        request,
        "rounds/open.html",
        status=status,
        form=form,
        found=found,
        bodies=[(str(body.id), body.name) for body in await bodies_of(viewer)],
        levels=[(code, level.in_language(viewer.language)) for code, level in EXAMINED.items()],
        assessors=[_choice(row) for row in await assessors_of(viewer, _day_of(form, today))],
    )


def _choice(row: Mapping[str, Any]) -> tuple[str, str, str]:
    card = row["card_number"]
    return str(row["id"]), row["name"], str(message("证卡编号 {card}", card=card)) if card else ""


def _day_of(form: Form, today: date) -> date:
    typed = read.day(form.typed("application_day"))
    return typed if isinstance(typed, date) else today


ROUTES: list[Any] = [ask_for_round, take_round]
