"""The form in which an officer enters a filing; it grows by a line of scope each time that one is added.

Without a script: what has been added travels along in hidden fields (`scope`), a search shows what may be chosen, and
the buttons send the form to itself (`act`). Nothing is saved before the filing is entered.
"""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.params import QueryParameter
from litestar.response import Redirect, Template

from registry.filings import access
from registry.filings.pages.lists import scope_words
from registry.filings.queries import occupations_named
from registry.filings.rules.privileges import KIND_MEANINGS, KIND_WORDS, KINDS, PrivilegeGround
from registry.filings.rules.scope import ScopeLine, scope_problems
from registry.filings.rules.states import LONGEST_NUMBER
from registry.filings.service import FilingToEnter, enter_filing
from registry.foundation import form_readers as read
from registry.foundation.authentication import viewer_of
from registry.foundation.forms import Answer, Form, Reader
from registry.foundation.languages import Language, spoken_language
from registry.foundation.pages import AnyRequest, clock_of, page, read_form, see_other
from registry.foundation.problems import Problem, Refusal, message
from registry.organisations.queries import body_for
from registry.policy.catalogue import SkillLevel, occupations
from registry.policy.facts import LegalSource, RelaxedKind

_EXAMINED = {str(level.code): level for level in SkillLevel if level.examined}
_READ_KIND: Reader[RelaxedKind] = read.one_of({str(kind): kind for kind in KINDS})
_LINE_FIELDS = ("occupation", "occupation_search", "level")


@get("/filings/enter", opt={"permission": access.ENTER_FILING})
async def ask_for_filing(request: AnyRequest, of_body: Annotated[UUID, QueryParameter(name="body")]) -> Template:
    """Show the form for a body's filing."""
    return await _form_page(request, Form.filled(body=str(of_body)))


@post("/filings/enter", opt={"permission": access.ENTER_FILING}, status_code=200)
async def take_filing(request: AnyRequest) -> Template | Redirect:
    """Enter the filing; or search an occupation, add or remove a line of scope, and show the form again."""
    form = await read_form(request)
    act, _, what = form.typed("act").partition(":")
    try:
        if act == "search":
            return await _form_page(request, form, found=_found(form.typed("occupation_search")))
        if act == "add":
            return await _form_page(request, _with_line(form))
        if act == "remove":
            return await _form_page(request, _without_line(form, what))
        form = _with_line(form) if form.typed("occupation") else form
        filing = await enter_filing(viewer_of(request), _filing(form), now=clock_of(request).now())
    except Refusal as refusal:
        return await _form_page(request, form.refused(_at_lines(refusal)), status=422)
    return see_other(f"/filings/{filing}")


def _filing(form: Form) -> FilingToEnter:
    body = form.asked("body", read.identifier, missing=message("请从单位页面选择评价机构。"))
    number = form.asked("number", read.text(LONGEST_NUMBER), missing=message("请填写备案编号，见备案通知。"))
    first = form.asked("valid_from", read.day, missing=message("请填写有效期的第一天。"))
    last = form.asked("valid_to", read.day, missing=message("请填写有效期的最后一天。"))
    scopes = form.several("scope", read_scope_line, missing=message("请至少加入一个职业及其最高等级。"))
    kinds: Answer[tuple[RelaxedKind, ...]] = form.several("kinds", _READ_KIND)
    source = _source(form, asked=bool(form.all_typed("kinds")))
    return FilingToEnter(
        body=body.value,
        number=number.value,
        valid_from=first.value,
        valid_to=last.value,
        scopes=scopes.value,
        privileges=tuple(PrivilegeGround(kind, source) for kind in kinds.value),
    )


def _source(form: Form, *, asked: bool) -> LegalSource:
    """The document on which the limits that are ticked rest; it is asked for only where one is."""
    if not asked:
        return LegalSource(title="", number="", article="")
    title = form.asked("ground_title", read.text(200), missing=message("请填写放宽限制所依据的文件名称。"))
    number = form.asked("ground_number", read.text(60), missing=message("请填写文号。"))
    article = form.asked("ground_article", read.text(60), missing=message("请填写条款。"))
    return LegalSource(title=title.given or "", number=number.given or "", article=article.given or "")


def read_scope_line(typed: str) -> ScopeLine | Problem:
    """Return a line of scope as a hidden field carries it: code, job type (empty: all) and level code, by bars."""
    parts = typed.split("|")
    if len(parts) == 3 and parts[2] in _EXAMINED:
        return ScopeLine(parts[0], parts[1] or None, _EXAMINED[parts[2]].rank)
    return Problem("filing.scope-line", message("评价范围里有一行读不懂。"), cure=message("请删去这一行，重新加入。"))


def _with_line(form: Form) -> Form:
    """The form with the line that was chosen added to its scope; raises `Refusal` where it is not complete."""
    chosen = form.asked("occupation", _read_choice, missing=message("请先查找，再从列出的职业和工种中选择一项。"))
    level = form.asked("level", read.one_of(_EXAMINED), missing=message("请选择最高等级。"))
    code, job_type = chosen.value
    line = ScopeLine(code, job_type, level.value.rank)
    added = [*form.several("scope", read_scope_line).value, line]
    problems = [problem for problem in scope_problems(added, occupations()) if problem.where == _place(len(added) - 1)]
    if problems:
        raise Refusal([Problem(each.code, each.message, "occupation", each.cure) for each in problems])
    return _changed(form, scope=tuple(map(_as_typed, added)))


def _read_choice(typed: str) -> tuple[str, str | None] | Problem:
    code, _, job_type = typed.partition("|")
    if code in occupations():
        return code, job_type or None
    return Problem("filing.scope-occupation", message("职业目录里没有这个职业。"), cure=message("请重新查找。"))


def _without_line(form: Form, which: str) -> Form:
    kept = tuple(line for index, line in enumerate(form.all_typed("scope")) if str(index) != which)
    return Form({**form.entries, "scope": kept})


def _changed(form: Form, *, scope: tuple[str, ...]) -> Form:
    """The form with these lines, and the fields of the next line empty again."""
    return Form({name: typed for name, typed in form.entries.items() if name not in _LINE_FIELDS} | {"scope": scope})


def _as_typed(line: ScopeLine) -> str:
    return f"{line.occupation}|{line.job_type or ''}|{line.highest.code}"


def _place(index: int) -> str:
    return f"scopes[{index}]"


def _at_lines(refusal: Refusal) -> Refusal:
    """Problems of lines lead to the part of the form in which lines are added."""
    return Refusal([_at_form(problem) for problem in refusal.problems])


def _at_form(problem: Problem) -> Problem:
    if problem.where == "scope" or (problem.where or "").startswith("scopes"):
        return Problem(problem.code, problem.message, "occupation", problem.cure)
    return problem


def _found(searched: str) -> list[tuple[str, str, str]]:
    language = spoken_language()
    return [
        (
            f"{occupation.code}|{job_type or ''}",
            _choice_words(occupation.in_language(language), job_type),
            occupation.code,
        )
        for occupation, job_type in occupations_named(searched)
    ]


def _choice_words(occupation: str, job_type: str | None) -> str:
    return f"{occupation} · {job_type}" if job_type else str(message("{occupation}（全部工种）", occupation=occupation))


async def _form_page(
    request: AnyRequest, form: Form, *, found: list[tuple[str, str, str]] | None = None, status: int = 200
) -> Template:
    body = read.identifier(form.typed("body"))
    if isinstance(body, Problem):
        raise Refusal(body)
    language = spoken_language()
    if found is None and form.typed("occupation"):
        found = _found(form.typed("occupation_search")) or None
    return page(
        request,
        "filings/enter.html",
        status=status,
        form=form,
        found=found,
        body=await body_for(viewer_of(request), body),
        scopes=_shown(form, language),
        levels=[(code, level.in_language(language)) for code, level in _EXAMINED.items()],
        kinds=[(kind, str(KIND_WORDS[kind]), str(KIND_MEANINGS[kind])) for kind in KINDS],
    )


def _shown(form: Form, language: Language) -> list[Mapping[str, str]]:
    """The lines of scope that have been added: as the field carries each, and in words."""
    lines = [(typed, read_scope_line(typed)) for typed in form.all_typed("scope")]
    return [
        {"typed": typed, "words": typed if isinstance(line, Problem) else scope_words(line, language)}
        for typed, line in lines
    ]


ROUTES: list[Any] = [ask_for_filing, take_filing]
