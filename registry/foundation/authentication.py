"""Finds out who is asking before any handler runs, and refuses routes that name no permission.

A browser shows a cookie, a program under /api a bearer token; who stands behind either is told by two functions
that the subject `people` hands in at start.
"""

from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from typing import Any

from litestar import Litestar, Request
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler
from litestar.middleware.authentication import AbstractAuthenticationMiddleware, AuthenticationResult
from litestar.types import ASGIApp

from registry.foundation.clock import Clock
from registry.foundation.languages import LANGUAGES, Language, speak
from registry.foundation.viewers import PUBLIC, VISITOR, Permission, Role, Viewer, not_your_role, sign_in_first

SESSION_COOKIE = "session"
LANGUAGE_COOKIE = "language"

Connection = ASGIConnection[Any, Any, Any, Any]
ViewerFinder = Callable[[str, datetime], Awaitable[Viewer | None]]


class FindViewer(AbstractAuthenticationMiddleware):
    """Puts the viewer on each request and sets the language that is spoken."""

    def __init__(self, app: ASGIApp, *, by_cookie: ViewerFinder, by_token: ViewerFinder, clock: Clock) -> None:
        super().__init__(app)
        self.by_cookie = by_cookie
        self.by_token = by_token
        self.clock = clock

    async def authenticate_request(self, connection: Connection) -> AuthenticationResult:
        """Return the viewer behind the request; a stranger is a visitor, never an error."""
        viewer = await self._viewer(connection) or VISITOR
        speak(_language(connection, viewer))
        return AuthenticationResult(user=viewer, auth=None)

    async def _viewer(self, connection: Connection) -> Viewer | None:
        if connection.scope["path"].startswith("/api/"):
            scheme, _, token = connection.headers.get("authorization", "").partition(" ")
            return await self.by_token(token, self.clock.now()) if scheme.lower() == "bearer" else None
        cookie = connection.cookies.get(SESSION_COOKIE)
        return await self.by_cookie(cookie, self.clock.now()) if cookie else None


def _language(connection: Connection, viewer: Viewer) -> Language:
    chosen = connection.cookies.get(LANGUAGE_COOKIE)
    return next((language for language in LANGUAGES if language == chosen), viewer.language)


async def require_permission(connection: Connection, handler: BaseRouteHandler) -> None:
    """Refuse a viewer whose role may not try what the route does (guard of the whole application).

    It waits for nothing; a guard that is not `async` would be sent through a thread with every request.
    """
    permission: Permission = handler.opt.get("permission", PUBLIC)  # only OPTIONS, made by Litestar, lacks one
    viewer: Viewer = connection.user
    if permission.allows(viewer.role):
        return
    raise sign_in_first() if viewer.role is Role.VISITOR else not_your_role(permission)


class PermissionMissing(Exception):
    """A route names no permission; the application does not start."""


def check_permissions(app: Litestar) -> None:
    """Raise `PermissionMissing` for the first route without a permission."""
    for path, methods, handler in routes_of(app):
        if not isinstance(handler.opt.get("permission"), Permission):
            raise PermissionMissing(f"{'/'.join(methods)} {path} names no permission")


def routes_of(app: Litestar) -> Iterable[tuple[str, tuple[str, ...], HTTPRouteHandler]]:
    """Return each route of the application: path, methods, handler."""
    for route in app.routes:
        for handler in getattr(route, "route_handlers", ()):
            if isinstance(handler, HTTPRouteHandler):
                methods = tuple(sorted(str(method) for method in handler.http_methods - {"OPTIONS"}))
                if methods:
                    yield route.path, methods, handler


def viewer_of(request: Request[Any, Any, Any]) -> Viewer:
    """Return who is asking."""
    viewer: Viewer = request.scope.get("user", VISITOR)
    return viewer
