"""Pages of machine tokens: list them, make one that is shown this once, withdraw one (机器令牌)."""

from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from registry.foundation import form_readers as read
from registry.foundation.authentication import viewer_of
from registry.foundation.forms import Form
from registry.foundation.pages import AnyRequest, clock_of, page, read_form, see_other
from registry.foundation.problems import Absent, Refusal, message
from registry.people import access, queries
from registry.people.service.tokens import make_token, withdraw_token


@get("/account/tokens", opt={"permission": access.MAKE_TOKENS})
async def show_tokens(request: AnyRequest) -> Template:
    """Show the tokens of the acting membership, and the form that makes one."""
    return await _tokens_page(request, Form.filled(days=str(_longest(request))))


async def _tokens_page(request: AnyRequest, form: Form, *, status: int = 200) -> Template:
    return page(
        request,
        "people/tokens.html",
        status=status,
        form=form,
        tokens=await queries.own_tokens(viewer_of(request), clock_of(request).now()),
        longest=_longest(request),
    )


@post("/account/tokens", opt={"permission": access.MAKE_TOKENS}, status_code=200)
async def take_token(request: AnyRequest) -> Template:
    """Make a token and show it, this once."""
    form = await read_form(request)
    longest = _longest(request)
    try:
        label = form.asked("label", read.text(60), missing=message("请写明令牌给哪个程序使用。"))
        days = form.asked("days", read.whole_number(1, longest), missing=message("请填写有效期。"))
        made = await make_token(
            viewer_of(request), label.value, days.value, longest=longest, now=clock_of(request).now()
        )
    except Refusal as refusal:
        return await _tokens_page(request, form.refused(refusal), status=422)
    return page(request, "people/tokens_made.html", made=made)


@get("/account/tokens/{token_id:uuid}/withdraw", opt={"permission": access.MAKE_TOKENS})
async def ask_to_withdraw(request: AnyRequest, token_id: FromPath[UUID]) -> Template:
    """Show what withdrawing a token means, before it is done."""
    lines = await queries.own_tokens(viewer_of(request), clock_of(request).now())
    line = next((line for line in lines if line.id == token_id), None)
    if line is None:
        raise Absent
    return page(request, "people/tokens_withdraw.html", form=Form(), line=line)


@post("/account/tokens/{token_id:uuid}/withdraw", opt={"permission": access.MAKE_TOKENS})
async def take_withdrawal(request: AnyRequest, token_id: FromPath[UUID]) -> Redirect:
    """Withdraw a token."""
    await withdraw_token(viewer_of(request), token_id, now=clock_of(request).now())
    return see_other("/account/tokens")


def _longest(request: AnyRequest) -> int:
    return int(request.app.state.settings.token_days)


ROUTES: list[Any] = [show_tokens, take_token, ask_to_withdraw, take_withdrawal]
