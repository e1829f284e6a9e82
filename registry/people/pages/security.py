"""Pages with which people look after their own account: password, language, sign-ins."""

from typing import Any, cast

from litestar import get, post
from litestar.response import Redirect, Template

from registry.foundation import form_readers as read
from registry.foundation.authentication import viewer_of
from registry.foundation.forms import Form
from registry.foundation.guesses import patience
from registry.foundation.languages import LANGUAGES, Language
from registry.foundation.pages import AnyRequest, clock_of, page, read_form, see_other
from registry.foundation.problems import Problem, Refusal, message
from registry.people import access
from registry.people.service import own_account
from registry.people.service.lookups import own_lookups

_OWN = {"permission": access.USE_OWN_ACCOUNT}
_LANGUAGES: dict[str, str | Problem] = {language: language for language in LANGUAGES}
_LANGUAGE_NAMES = (("zh", "中文"), ("en", "English"))


@get("/account/security", opt=_OWN)
async def show_security(request: AnyRequest) -> Template:
    """Show password, language, sign-ins, and who looked the person up."""
    return await _security_page(request, Form.filled(language=viewer_of(request).language))


async def _security_page(request: AnyRequest, form: Form, *, status: int = 200) -> Template:
    viewer = viewer_of(request)
    return page(
        request,
        "people/security.html",
        status=status,
        form=form,
        languages=_LANGUAGE_NAMES,
        sessions=await own_account.own_sessions(viewer, clock_of(request).now()),
        lookups=await own_lookups(viewer),
    )


@post("/account/password", opt=_OWN)
async def take_password(request: AnyRequest) -> Template | Redirect:
    """Change the password."""
    form = await read_form(request)
    try:
        old = form.asked("old", str, missing=message("请填写原来的口令。"))
        new = form.asked("password", str, missing=message("请设定口令。"))
        await own_account.change_password(
            viewer_of(request),
            old.value,
            new.value,
            allowed=patience(request.app.state.settings),
            now=clock_of(request).now(),
        )
    except Refusal as refusal:
        return await _security_page(request, form.refused(refusal), status=422)
    return see_other("/account/security")


@post("/account/language", opt=_OWN)
async def take_language(request: AnyRequest) -> Template | Redirect:
    """Keep the language in which the registry speaks to the account."""
    form = await read_form(request)
    try:
        chosen = form.asked("language", read.one_of(_LANGUAGES), missing=message("请选择语言。")).value
    except Refusal as refusal:
        return await _security_page(request, form.refused(refusal), status=422)
    await own_account.prefer_language(viewer_of(request), cast(Language, chosen), now=clock_of(request).now())
    return see_other(f"/language/{chosen}?back=/account/security")


@post("/account/sign-out-elsewhere", opt=_OWN)
async def take_sign_out_elsewhere(request: AnyRequest) -> Redirect:
    """End every other sign-in."""
    await own_account.sign_out_elsewhere(viewer_of(request), now=clock_of(request).now())
    return see_other("/account/security")


ROUTES: list[Any] = [show_security, take_password, take_language, take_sign_out_elsewhere]
