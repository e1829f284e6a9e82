"""Pages of accounts: sign in and out, open an account, choose as whom to act, choose the language."""

from dataclasses import replace
from datetime import timedelta
from typing import Annotated, Any

from litestar import get, post
from litestar.datastructures import Cookie
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect, Template

from registry.foundation import form_readers as read
from registry.foundation.authentication import LANGUAGE_COOKIE, SESSION_COOKIE, viewer_of
from registry.foundation.forms import Form
from registry.foundation.guesses import patience
from registry.foundation.languages import LANGUAGES
from registry.foundation.pages import AnyRequest, clock_of, page, read_form, see_other
from registry.foundation.problems import Problem, Refusal, message
from registry.people import access, queries
from registry.people.rules.documents import DocumentKind
from registry.people.rules.names import clean_name
from registry.people.service.accounts import AccountToOpen, code_as_read, open_account
from registry.people.service.sign_in import NewSession, SignIn, act_as, sign_in, sign_out

_WAYS_OF_OPENING = {
    "activation code": message("凭激活码自己开户"),
    "new opening": message("经主管部门核定后，凭新的激活码重新开户"),
    "installation": message("由系统管理员在服务器上开户"),
}
_YEAR = 365 * 24 * 3600


@get("/sign-in", opt={"permission": access.SIGN_IN})
async def show_sign_in(request: AnyRequest, next_path: Annotated[str, QueryParameter(name="next")] = "/") -> Template:
    """Show the form to sign in."""
    return page(request, "people/sign_in.html", form=Form(), next=_own_path(next_path))


@post("/sign-in", opt={"permission": access.SIGN_IN})
async def take_sign_in(request: AnyRequest) -> Template | Redirect:
    """Sign in, and go on to where the person wanted to go."""
    form = await read_form(request)
    settings = request.app.state.settings
    typed = SignIn(form.typed("name"), form.typed("password"), _address(request))
    lasting = timedelta(hours=settings.session_longest_hours)
    try:
        session = await sign_in(typed, lasting=lasting, allowed=patience(settings), now=clock_of(request).now())
    except Refusal as refusal:
        return page(
            request,
            "people/sign_in.html",
            status=422,
            form=form.refused(refusal),
            next=_own_path(form.typed("next")),
        )
    return _with_cookie(see_other(_after(session, form)), _session_cookie(request, session.token))


def _after(session: NewSession, form: Form) -> str:
    """What a person must know comes before what they wanted to do."""
    if session.first:
        return "/account/first"
    return "/account/outcomes" if session.outcomes_wait else _own_path(form.typed("next"))


@post("/sign-out", opt={"permission": access.USE_OWN_ACCOUNT})
async def take_sign_out(request: AnyRequest) -> Redirect:
    """Sign out."""
    await sign_out(viewer_of(request), now=clock_of(request).now())
    return _with_cookie(see_other("/"), replace(_session_cookie(request, ""), max_age=0))


@get("/account/open", opt={"permission": access.OPEN_ACCOUNT})
async def show_open_account(request: AnyRequest) -> Template:
    """Show the form that opens an account with an activation code."""
    return page(request, "people/open_account.html", form=Form(), kinds=kind_choices())


@post("/account/open", opt={"permission": access.OPEN_ACCOUNT})
async def take_open_account(request: AnyRequest) -> Template | Redirect:
    """Open the account that document, name and code name together."""
    form = await read_form(request)
    try:
        await open_account(
            _account_to_open(request, form),
            allowed=patience(request.app.state.settings),
            now=clock_of(request).now(),
        )
    except Refusal as refusal:
        form = form.refused(refusal)
        return page(request, "people/open_account.html", status=422, form=form, kinds=kind_choices())
    return see_other("/account/opened")


def kind_choices() -> list[tuple[str, str]]:
    """Return the kinds of document as a form offers them."""
    return [(kind.value, str(kind.full_name)) for kind in DocumentKind]


def _account_to_open(request: AnyRequest, form: Form) -> AccountToOpen:
    kind = form.asked("document_kind", read_document_kind, missing=message("请选择证件类型。"))
    number = form.asked("document_number", read.code, missing=message("请填写证件号码。"))
    name = form.asked("name", clean_name, missing=message("请填写姓名，与证件一致。"))
    code = form.asked("code", code_as_read, missing=message("请填写纸条上的激活码。"))
    sign_in_name = form.asked("sign_in_name", read.text(60), missing=message("请设定一个登录名。"))
    password = form.asked("password", str, missing=message("请设定口令。"))
    return AccountToOpen(
        document_kind=kind.value,
        document_number=number.value,
        name=name.value,
        code=code.value,
        sign_in_name=sign_in_name.value,
        password=password.value,
        address=_address(request),
    )


def read_document_kind(typed: str) -> DocumentKind | Problem:
    """Return the kind of document that was chosen."""
    try:
        return DocumentKind(typed)
    except ValueError:
        return Problem(
            "document-kind.unknown", message("没有这种证件类型。"), cure=message("请从列出的选项中选择一项。")
        )


@get("/account/opened", opt={"permission": access.OPEN_ACCOUNT})
async def show_opened(request: AnyRequest) -> Template:
    """Say that the account is open and what comes next."""
    return page(request, "people/opened.html")


@get("/account", opt={"permission": access.USE_OWN_ACCOUNT})
async def show_account(request: AnyRequest) -> Template:
    """Show the account: when and how it was opened, as whom it may act."""
    return await _account_page(request, "people/account.html")


@get("/account/first", opt={"permission": access.USE_OWN_ACCOUNT})
async def show_first(request: AnyRequest) -> Template:
    """Show, at the first sign-in, when and how the account was opened, so that its owner can object."""
    return await _account_page(request, "people/first_sign_in.html")


async def _account_page(request: AnyRequest, template: str) -> Template:
    viewer, now = viewer_of(request), clock_of(request).now()
    account = await queries.own_account(viewer)
    return page(
        request,
        template,
        account=account,
        opened_by=str(_WAYS_OF_OPENING[account.opened_by]),
        memberships=await queries.own_memberships(viewer, now),
        may_make_tokens=access.MAKE_TOKENS.allows(viewer.role),
    )


@post("/account/act-as", opt={"permission": access.USE_OWN_ACCOUNT})
async def take_act_as(request: AnyRequest) -> Redirect:
    """Act under another membership, or as the person alone."""
    form = await read_form(request)
    chosen = form.optional("membership", read.identifier)
    await act_as(viewer_of(request), chosen.value, now=clock_of(request).now())
    return see_other("/")


@get("/language/{language:str}", opt={"permission": access.CHOOSE_LANGUAGE})
async def choose_language(
    language: FromPath[str], request: AnyRequest, back: Annotated[str, QueryParameter(name="back")] = "/"
) -> Redirect:
    """Speak another language from now on, and return to the page."""
    chosen = language if language in LANGUAGES else "zh"
    cookie = Cookie(
        LANGUAGE_COOKIE, value=chosen, path="/", max_age=_YEAR, secure=_secure(request), httponly=True, samesite="lax"
    )
    return _with_cookie(see_other(_own_path(back)), cookie)


def _session_cookie(request: AnyRequest, token: str) -> Cookie:
    return Cookie(SESSION_COOKIE, value=token, path="/", secure=_secure(request), httponly=True, samesite="lax")


def _with_cookie(answer: Redirect, cookie: Cookie) -> Redirect:
    answer.cookies.append(cookie)
    return answer


def _secure(request: AnyRequest) -> bool:
    return bool(request.app.state.settings.cookies_are_secure)


def _address(request: AnyRequest) -> str:
    return request.client.host if request.client else ""


def _own_path(path: str) -> str:
    """A path of this site; anything that could lead elsewhere leads to the first page."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"


ROUTES: list[Any] = [
    show_sign_in,
    take_sign_in,
    take_sign_out,
    show_open_account,
    take_open_account,
    show_opened,
    show_account,
    show_first,
    take_act_as,
    choose_language,
]
