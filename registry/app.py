"""The web application: joins the subjects, and nothing else."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from asyncpg import IntegrityConstraintViolationError  # type: ignore[import-untyped]
from litestar import Litestar, Router
from litestar.config.csrf import CSRFConfig
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.middleware import DefineMiddleware
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.static_files import create_static_files_router
from litestar.template import TemplateConfig
from litestar.types import ControllerRouterHandler

import registry.calendar
import registry.certificates.api
import registry.certificates.pages
import registry.filings.api
import registry.filings.pages
import registry.organisations.api
import registry.organisations.pages
import registry.people.pages
import registry.rounds.api
import registry.rounds.pages
import registry.start_page
from registry.constraint_problems import answer_broken_constraint
from registry.foundation.api_documents import DescribeRoutes, DescribeStructs, api_description
from registry.foundation.authentication import FindViewer, check_permissions, require_permission
from registry.foundation.clock import Clock, clock_for
from registry.foundation.database import DB, pool, use_database
from registry.foundation.encryption import use_keys
from registry.foundation.files import keep_files_in
from registry.foundation.headers import protect
from registry.foundation.pages import answer_http_error, answer_refusal
from registry.foundation.places import STATIC
from registry.foundation.problems import Refusal
from registry.foundation.templating import environment
from registry.foundation.uploads import TooLarge, answer_too_large, close_what_was_broken_off
from registry.foundation.viewers import PUBLIC, Viewer
from registry.organisations.service.staff import grant_offered
from registry.people.queries import viewer_by_cookie, viewer_by_token
from registry.people.service.accounts import when_account_opens
from registry.settings import Settings, load_settings

PAGES: Sequence[ControllerRouterHandler] = (
    *registry.start_page.ROUTES,
    *registry.calendar.ROUTES,
    *registry.people.pages.ROUTES,
    *registry.organisations.pages.ROUTES,
    *registry.filings.pages.ROUTES,
    *registry.certificates.pages.ROUTES,
    *registry.rounds.pages.ROUTES,
)
API: Sequence[ControllerRouterHandler] = (
    *registry.organisations.api.ROUTES,
    *registry.filings.api.ROUTES,
    *registry.certificates.api.ROUTES,
    *registry.rounds.api.ROUTES,
)

_log = logging.getLogger("registry")


def create_app(settings: Settings | None = None, clock: Clock | None = None) -> Litestar:
    """Return the application; raises where a setting is missing or a route names no permission."""
    settings = settings or load_settings(os.environ)
    clock = clock or clock_for(settings.today)
    when_account_opens(grant_offered)
    app = Litestar(
        route_handlers=[
            Router("/", route_handlers=list(PAGES), include_in_schema=False),
            Router("/", route_handlers=list(API), exception_handlers={TooLarge: answer_too_large}),
            _static_files(),
        ],
        guards=[require_permission],
        middleware=[_find_viewer(settings, clock)],
        csrf_config=_form_token(settings),
        template_config=TemplateConfig(instance=JinjaTemplateEngine.from_environment(environment())),
        exception_handlers={
            Refusal: answer_refusal,
            IntegrityConstraintViolationError: answer_broken_constraint,
            HTTPException: answer_http_error,
            500: answer_http_error,
        },
        after_request=protect,
        before_send=[close_what_was_broken_off],
        openapi_config=api_description(),
        plugins=[DescribeRoutes(), DescribeStructs()],
        lifespan=[_running(settings)],
        state=State(
            {"settings": settings, "clock": clock, "sleep": asyncio.sleep, "report_error": _report_error},
        ),
        request_max_body_size=1024 * 1024,
    )
    check_permissions(app)
    return app


def _running(settings: Settings):  # type: ignore[no-untyped-def]  # Litestar's own type for a lifespan is private
    @asynccontextmanager
    async def running(_: Litestar) -> AsyncIterator[None]:
        use_keys(settings.keys.ring)
        keep_files_in(settings.files)
        if DB.pool is not None:  # a test holds its own database open
            yield
            return
        use_database(settings.database_url, settings.data)
        async with pool(settings.pool_size):
            yield

    return running


def _find_viewer(settings: Settings, clock: Clock) -> DefineMiddleware:
    idle = timedelta(minutes=settings.session_idle_minutes)

    async def by_cookie(cookie: str, now: datetime) -> Viewer | None:
        return await viewer_by_cookie(cookie, now, idle=idle)

    return DefineMiddleware(FindViewer, by_cookie=by_cookie, by_token=viewer_by_token, clock=clock)


def _form_token(settings: Settings) -> CSRFConfig:
    return CSRFConfig(
        secret=settings.keys.newest_signing_key.hex(),
        # The framework never replaces a cookie that a browser has: under a newer key it must bear another name.
        cookie_name=f"form-{max(settings.keys.signing)}",
        cookie_secure=settings.cookies_are_secure,
        cookie_httponly=True,
        exclude=["^/api/"],
    )


def _static_files() -> Router:
    return create_static_files_router("/static", directories=[STATIC], opt={"permission": PUBLIC})


def _report_error(error: Exception) -> None:
    _log.error("unforeseen error", exc_info=error)
