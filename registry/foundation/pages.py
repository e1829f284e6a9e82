"""How a handler answers with a page, and how refusals become pages or problem details: in one place each."""

from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.response import Redirect, Template
from litestar.status_codes import HTTP_303_SEE_OTHER
from markupsafe import Markup

from registry.foundation.authentication import viewer_of
from registry.foundation.clock import Clock
from registry.foundation.encryption import keys
from registry.foundation.forms import Form
from registry.foundation.headers import protected
from registry.foundation.languages import spoken_language
from registry.foundation.problems import Absent, Conflict, NotAllowed, Problem, Refusal, message
from registry.foundation.request_faults import faults_of, is_nested_too_deeply

AnyRequest = Request[Any, Any, Any]
REFUSAL_STATUS: dict[type[Refusal], int] = {NotAllowed: 403, Absent: 404, Conflict: 409}
_HTTP_WORDS = {
    400: message("请求的内容读不懂。"),
    403: message("这张表单的有效时间已过，或不是从本系统的页面提交的。请退回重新打开页面再提交。"),
    404: message("没有找到您要的内容。"),
    405: message("这个地址不接受这种请求。"),
    413: message("发来的内容超过了大小限制。"),
    429: message("尝试次数过多，请稍后再试。"),
    500: message("系统出了差错，您的操作没有保存。"),
}


class Page(Template):
    """A page whose form token is ready to be put into a form."""

    def create_template_context(self, request: AnyRequest) -> dict[str, Any]:
        """Return the context, its form token marked as HTML."""
        context = super().create_template_context(request)
        return {**context, "csrf_input": Markup(context["csrf_input"])}  # noqa: S704 (made by the framework)


def clock_of(request: AnyRequest) -> Clock:
    """Return the clock of the application."""
    clock: Clock = request.app.state.clock
    return clock


def page(request: AnyRequest, template: str, /, *, status: int = 200, **context: Any) -> Template:
    """Return a page with everything that the base template asks for."""
    viewer = viewer_of(request)
    return Page(
        template,
        context={
            "viewer": viewer if viewer.signed_in else None,
            "demo": request.app.state.settings.is_demo,
            "language": spoken_language(),
            "path": request.scope["path"],
            "today": clock_of(request).today(),
            "upload_token": upload_token(request),
            "problems": (),
            **context,
        },
        status_code=status,
        media_type="text/html",
    )


async def read_form(request: AnyRequest) -> Form:
    """Return the form that was sent, as it was typed."""
    return Form.of((await request.form()).multi_items())


def upload_token(request: AnyRequest) -> str:
    """Return the token that a form with files carries first: bound to the session, empty for a visitor."""
    return next(iter(upload_tokens(request)), "")


def upload_tokens(request: AnyRequest) -> tuple[str, ...]:
    """Return the tokens that are accepted, the one of the newest key first: a form may have been open when it came."""
    session = viewer_of(request).session
    return () if session is None else tuple(token.hex() for token in keys().fingerprints(f"upload:{session}"))


def see_other(path: str) -> Redirect:
    """Return the redirect that follows every successful form (303)."""
    return Redirect(path, status_code=HTTP_303_SEE_OTHER)


def status_of(refusal: Refusal) -> int:
    """Return the HTTP status of a refusal; 422 where it is about what was sent."""
    return next((status for kind, status in REFUSAL_STATUS.items() if isinstance(refusal, kind)), 422)


def answer_refusal(request: AnyRequest, refusal: Refusal) -> Response[Any]:
    """Turn a refusal that no handler caught into a page or problem details."""
    return protected(_refused(request, refusal))


def _refused(request: AnyRequest, refusal: Refusal) -> Response[Any]:
    status = status_of(refusal)
    stranger = status == 403 and not viewer_of(request).signed_in
    if _wants_json(request):
        return _token_needed(request) if stranger else problem_details(status, refusal.problems)
    if stranger:
        return see_other(f"/sign-in?next={request.url.path}")
    return page(request, f"errors/{status}.html", status=status, problems=refusal.problems)


def _token_needed(request: AnyRequest) -> Response[Any]:
    """Ask a program for its token, or say that the one it showed opens nothing (RFC 6750)."""
    shown = "authorization" in request.headers
    problem = (
        Problem(
            "token.not-good",
            message("令牌不对，或已到期、已收回，或所属的任职已结束。"),
            cure=message("请在“我的账户”中另做一个令牌。"),
        )
        if shown
        else Problem(
            "token.missing",
            message("这个接口需要令牌。"),
            cure=message("请在请求头中写 Authorization: Bearer 和令牌；令牌在“我的账户”中制作。"),
        )
    )
    response = problem_details(401, (problem,))
    response.headers["www-authenticate"] = 'Bearer error="invalid_token"' if shown else "Bearer"
    return response


def answer_http_error(request: AnyRequest, error: Exception) -> Response[Any]:
    """Turn an error of the framework, or one that nobody foresaw, into a page or problem details."""
    status = 400 if is_nested_too_deeply(error) else error.status_code if isinstance(error, HTTPException) else 500
    if status == 500:
        request.app.state.report_error(error)
    response = _failed(request, error, status)
    for name, value in (getattr(error, "headers", None) or {}).items():
        response.headers[name] = value
    if status == 413:
        response.headers["connection"] = "close"
    return protected(response)


def _failed(request: AnyRequest, error: Exception, status: int) -> Response[Any]:
    problem = Problem(f"http.{status}", _HTTP_WORDS.get(status, _HTTP_WORDS[400]))
    if _wants_json(request):
        return problem_details(status, faults_of(error) or (problem,))
    shown = status if status in {403, 404, 409, 413, 422, 429, 503} else 500 if status >= 500 else 404
    return page(request, f"errors/{shown}.html", status=status, problems=(problem,))


def problem_details(status: int, problems: tuple[Problem, ...]) -> Response[dict[str, object]]:
    """Return problems as problem details (RFC 9457), with the path of each field."""
    language = spoken_language()
    first = problems[0]
    content = {
        "type": f"urn:registry:problem:{first.code}",
        "title": first.message.in_language(language),
        "status": status,
        "detail": first.in_language(language),
        "problems": [
            {"code": problem.code, "field": problem.where, "message": problem.in_both()} for problem in problems
        ],
    }
    return Response(content, status_code=status, media_type="application/problem+json")


def _wants_json(request: AnyRequest) -> bool:
    return request.url.path.startswith("/api/")
