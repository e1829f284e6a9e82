"""The pages that strangers see: asking about a certificate, and the answer (证书查询).

They look alike for everybody, signed in or not, set no cookie, and are kept and indexed by nobody. A form token would
need a cookie; a check changes nothing, so it has none.
"""

from dataclasses import replace
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from registry.certificates.access import CHECK
from registry.certificates.pages.prepared import PUBLIC_HEADERS, TEMPLATE, prepared_answer, shown
from registry.certificates.rules.checking import DOES_NOT_REPLACE, LIKELY_CAUSES, Answer, Question, Typed, read_question
from registry.certificates.service.checking import Counter, check, check_by_token
from registry.certificates.service.turns import TooManyWaiting
from registry.foundation.forms import Form
from registry.foundation.guesses import patience
from registry.foundation.pages import AnyRequest, clock_of, page, read_form
from registry.foundation.problems import Refusal
from registry.foundation.reading_aids import moment

_OPEN = {"permission": CHECK, "exclude_from_csrf": True}
# Each way of asking with its pair of fields.
WAYS = {
    "name": ("number", "name"),
    "last-six": ("number", "last_six"),
    "document": ("document", "name"),
}


@get("/check", opt=_OPEN)
async def show_check(request: AnyRequest, way: FromQuery[str] = "name") -> Template:
    """Show the form with one pair of fields."""
    return _ask(request, way, Form())


@post("/check", opt=_OPEN, status_code=200)
async def take_check(request: AnyRequest) -> Template | Response[str]:
    """Answer what was typed."""
    form = await read_form(request)
    way = form.typed("way")
    try:
        answers = await check(read_asked(form, way), counter_of(request), now=clock_of(request).now())
    except Refusal as refusal:
        status = 429 if isinstance(refusal, TooManyWaiting) else 422
        return _ask(request, way, form.refused(_at_shown_fields(refusal, way)), status)
    return _answer(request, answers, "/check")


@get("/c/{token:str}", opt=_OPEN)
async def show_by_code(token: FromPath[str], request: AnyRequest) -> Template | Response[str]:
    """Answer whoever read the QR code of a certificate."""
    answer = await check_by_token(token)
    return _answer(request, () if answer is None else (answer,), f"/c/{token}")


def read_asked(form: Form, way: str) -> Question:
    """Return the question of one way of asking; fields of the other ways are passed over."""
    return read_question(Typed(**{name: form.typed(name) for name in _fields(way)}))


def counter_of(request: AnyRequest) -> Counter:
    """Return where a check is asked, for counting guesses."""
    state = request.app.state
    return Counter(request.client.host if request.client else "", patience(state.settings), state.sleep)


def _fields(way: str) -> tuple[str, str]:
    return WAYS.get(way, WAYS["name"])


def _at_shown_fields(refusal: Refusal, way: str) -> Refusal:
    """Problems at a field that this way does not show go to the one that stands in its place."""
    fields = _fields(way)
    places = {"number": fields[0], "document": fields[0], "name": fields[1], "last_six": fields[1]}
    return Refusal([replace(problem, where=places.get(problem.where or "")) for problem in refusal.problems])


def _ask(request: AnyRequest, way: str, form: Form, status: int = 200) -> Template:
    chosen = way if way in WAYS else "name"
    return _public(page(request, "certificates/check.html", status=status, viewer=None, form=form, way=chosen))


def _answer(request: AnyRequest, answers: tuple[Answer, ...], path: str) -> Template | Response[str]:
    public_url = request.app.state.settings.public_url
    if len(answers) == 1:
        return prepared_answer(request, answers[0], f"{public_url}{path}")
    return _public(
        page(
            request,
            TEMPLATE if answers else "certificates/no_such_certificate.html",
            status=200 if answers else 404,
            viewer=None,
            answers=[shown(answer) for answer in answers],
            causes=LIKELY_CAUSES,
            does_not_replace=DOES_NOT_REPLACE,
            checked_at=moment(clock_of(request).now()),
            checked_where=f"{public_url}/check",
        )
    )


def _public(answer: Template) -> Template:
    answer.headers.update(PUBLIC_HEADERS)
    return answer


ROUTES: list[Any] = [show_check, take_check, show_by_code]
