"""Every route is tried as every role: who may not try it is refused alike, and looking never changes anything."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from httpx import ASGITransport, AsyncClient, Response
from piccolo.engine.postgres import PostgresEngine

from registry.app import create_app
from registry.foundation.authentication import routes_of
from registry.foundation.clock import StoppedClock
from registry.foundation.database import DB
from registry.foundation.files import keep_files_in
from registry.foundation.viewers import Permission, Role, Viewer
from registry.settings import Settings
from tests.certificates.world import machine_of, session_of
from tests.doctor.world import SoundRegistry, make_sound_registry
from tests.house.reference import tables

_PARAMETER = re.compile(r"\{(\w+):(\w+)\}")
_TOKEN = re.compile(r'name="_csrf_token" value="([^"]+)"')
# Addresses that hold no object of the database: what is asked for is text, and every answer is a page.
# After these the viewer is another one: they are tried last, in this order.
_ENDS_THE_VISIT = ("/account/act-as", "/sign-out")
TAKEN_AWAY = {"/certificates/{certificate_id:uuid}/pdf", "/my/certificates/{certificate_id:uuid}/pdf"}
NO_OBJECT = ("/c/{", "/static/", "/api/v1/schema", "/api/v1/checks/")


@dataclass(frozen=True)
class Route:
    """A route of the running application."""

    path: str
    method: str
    permission: Permission

    @property
    def names_a_row(self) -> bool:
        """Whether a UUID of a row stands in the address."""
        return ":uuid}" in self.path

    def address(self, known: dict[str, UUID] | None = None) -> str:
        """The address with known rows, or with rows that nobody has."""

        def value(found: re.Match[str]) -> str:
            if found[2] == "uuid":
                return str((known or {}).get(found[1], uuid4()))
            return "1" if found[2] == "int" else "x"

        return _PARAMETER.sub(value, self.path)


class Visit:
    """One person, or program, in front of the whole application."""

    def __init__(self, client: AsyncClient, role: Role, sound: SoundRegistry) -> None:
        self.client, self.role, self.sound = client, role, sound
        self.headers: dict[str, str] = {}
        self.form_token = ""

    async def ask(self, route: Route, known: dict[str, UUID] | None = None) -> Response:
        """Try a route; forms come with their token, programs with theirs."""
        api = route.path.startswith("/api/")
        headers = self.headers if api else {"x-csrftoken": self.form_token}
        sent = {"json": {}} if api else {"data": {}}
        more = sent if route.method != "GET" else {}
        return await self.client.request(route.method, route.address(known), headers=headers, **more)


def _viewer(sound: SoundRegistry, role: Role) -> Viewer:
    world = sound.world
    return {
        Role.WORKER: world.wei,
        Role.CLERK: world.clerk,
        Role.APPROVER: world.approver,
        Role.ASSESSOR: world.assessor,
        Role.OFFICER: world.county_officer,
        Role.AUDITOR: world.auditor,
    }[role]


def _known(sound: SoundRegistry) -> dict[str, UUID]:
    return {
        "round_id": sound.round,
        "upload_id": sound.upload,
        "upload": sound.upload,
        "candidate_id": sound.passed,
        "certificate_id": sound.certificate,
        "filing_id": sound.filing,
        "organisation_id": sound.world.organisation,
        "body_id": sound.world.body,
    }


@pytest.fixture
async def sound(database: PostgresEngine, settings: Settings, clock: StoppedClock) -> SoundRegistry:
    keep_files_in(settings.files)
    return await make_sound_registry(clock.now())


@asynccontextmanager
async def _visit(sound: SoundRegistry, role: Role, settings: Settings, clock: StoppedClock) -> AsyncIterator[Visit]:
    later = clock.later(hours=3)
    app = create_app(settings, later)
    client = AsyncClient(transport=ASGITransport(app), base_url="http://registry.test")
    async with app.lifespan(), client:
        visit = Visit(client, role, sound)
        if role is not Role.VISITOR:
            client.cookies.set("session", await session_of(_viewer(sound, role), later.now()))
        if role not in {Role.VISITOR, Role.WORKER}:
            visit.headers = await machine_of(_viewer(sound, role), later.now())
        found = _TOKEN.search((await client.get("/sign-in")).text)
        assert found is not None
        visit.form_token = found[1]
        yield visit


def _routes(visit: Visit) -> list[Route]:
    app = visit.client._transport.app  # type: ignore[attr-defined]
    found = [
        Route(path, method, handler.opt["permission"])
        for path, methods, handler in routes_of(app)
        for method in methods
        if method != "HEAD" and "{file_path" not in path
    ]
    return sorted(found, key=lambda route: _ENDS_THE_VISIT.index(route.path) if route.path in _ENDS_THE_VISIT else -1)


@pytest.mark.parametrize("role", list(Role))
async def test_who_may_not_try_a_route_is_refused_and_who_may_is_not(
    sound: SoundRegistry, settings: Settings, clock: StoppedClock, role: Role
) -> None:
    async with _visit(sound, role, settings, clock) as visit:
        for route in _routes(visit):
            answer = await visit.ask(route)

            told = f"{route.method} {route.path}"
            assert (told, _verdict(route, answer)) == (told, _expected(visit, route))


def _speaks_as(visit: Visit, route: Route) -> Role:
    """A worker has no token for programs: without one a program is a visitor."""
    return Role.VISITOR if route.path.startswith("/api/") and not visit.headers else visit.role


def _expected(visit: Visit, route: Route) -> str:
    role = _speaks_as(visit, route)
    if route.permission.allows(role):
        return "taken in"
    if role is not Role.VISITOR:
        return "refused"
    return "token asked" if route.path.startswith("/api/") else "sign-in asked"


def _verdict(route: Route, answer: Response) -> str:
    assert answer.status_code < 500, (route, answer.text[:2000])
    if answer.status_code == 303 and answer.headers["location"].startswith("/sign-in?next="):
        return "sign-in asked"
    return {401: "token asked", 403: "refused"}.get(answer.status_code, "taken in")


@pytest.mark.parametrize("role", list(Role))
async def test_a_row_that_nobody_has_is_not_found_by_whoever_may_ask(
    sound: SoundRegistry, settings: Settings, clock: StoppedClock, role: Role
) -> None:
    async with _visit(sound, role, settings, clock) as visit:
        routes = [
            route
            for route in _routes(visit)
            if route.method == "GET" and route.names_a_row and not route.path.startswith(NO_OBJECT)
        ]
        allowed = [route for route in routes if route.permission.allows(_speaks_as(visit, route))]

        assert {route.path: (await visit.ask(route)).status_code for route in allowed} == {
            route.path: 404 for route in allowed
        }


async def _snapshot() -> dict[str, str]:
    queries = [
        f"select '{name}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as held from {name} t"
        for name in tables()
    ]
    return {row["name"]: row["held"] for row in await DB.run_ddl(" union all ".join(queries))}


@pytest.mark.parametrize("role", list(Role))
async def test_looking_changes_nothing(
    sound: SoundRegistry, settings: Settings, clock: StoppedClock, role: Role
) -> None:
    async with _visit(sound, role, settings, clock) as visit:
        for route in _routes(visit):
            if route.method == "GET":
                before = await _snapshot()
                for known in (None, _known(visit.sound)):
                    await visit.ask(route, known)

                after = await _snapshot()
                changed = {name for name, held in after.items() if held != before[name]}
                assert (route.path, changed - _may_change(route)) == (route.path, set())


def _may_change(route: Route) -> set[str]:
    """Whoever takes away a document with a full number on it leaves an audit event, and nothing else."""
    return {"audit_event"} if route.path in TAKEN_AWAY else set()
