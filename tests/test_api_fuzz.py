"""The API as its own description invites: whatever is sent, no 500, and every answer is one that is described.

Schemathesis makes requests from the OpenAPI document, such as fit it and such as do not. They meet rounds, candidates
and rosters that are there, mostly with the token of somebody who may try them.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
import requests
import schemathesis
from httpx import ASGITransport, AsyncClient, Response
from hypothesis import HealthCheck, given, seed
from hypothesis import settings as bounded
from hypothesis import strategies as st
from piccolo.engine.postgres import PostgresEngine
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error, response_schema_conformance
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    status_code_conformance,
)

from registry.app import create_app
from registry.foundation.authentication import routes_of
from registry.foundation.clock import StoppedClock
from registry.foundation.viewers import Permission, Role
from registry.rounds.queries import candidates_of
from registry.rounds.service.rosters import send_roster
from registry.settings import Settings
from tests.rounds.programs import Programs
from tests.rounds.world import (
    LONG,
    SILENT,
    Enterprise,
    admitted,
    do_jobs,
    drafted,
    enterprise,
    locked,
    roster,
    with_roster,
)

ADDRESS = "http://registry.test"
CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    allow_header_conformance,
]
FEW, MANY = 8, 100


@dataclass(frozen=True, slots=True)
class Known:
    """What is there to be met: ids that belong together, by their names in paths; tokens by role."""

    places: list[dict[str, UUID]]
    tokens: dict[Role, str]

    def good_for(self, permission: Permission) -> list[str | None]:
        """The tokens of roles that may try what a permission names; none is needed where everybody may."""
        return [token for role, token in self.tokens.items() if permission.allows(role)] or [None]


async def known_world(world: Enterprise, api: Programs, clock: StoppedClock, settings: Settings) -> Known:
    """Rounds at several stages, with a candidate each and a roster that waits for its confirmation."""
    waiting = await drafted(world, clock)
    places = [{"round_id": waiting}]
    for _ in range(4):
        upload = await send_roster(world.clerk, waiting, roster(LONG, SILENT), "名册.xlsx", now=clock.now())
        places.append({"round_id": waiting, "roster_id": upload})
    await do_jobs(clock, settings)
    for round_id in (
        await with_roster(world, clock, settings, roster(LONG, SILENT)),
        await admitted(world, clock, settings),
        await locked(world, clock, settings, ("80", "75")),
    ):
        places += [
            {"round_id": round_id, "candidate_id": one.id, "roster_id": upload}
            for one in await candidates_of(round_id, page=None)
        ]
    viewers = (world.clerk, world.approver, world.assessor, world.officer)
    return Known(places, {viewer.role: await api.token_of(viewer) for viewer in viewers})


async def fuzz(settings: Settings, clock: StoppedClock, *, examples: int) -> None:
    """Send so many requests for each operation, half of them such as the description forbids."""
    app = create_app(settings, clock)
    transport = ASGITransport(app, raise_app_exceptions=False)
    async with app.lifespan(), AsyncClient(transport=transport, base_url=ADDRESS) as client:
        world = await enterprise(clock, settings)
        known = await known_world(world, Programs(client, clock), clock, settings)
        loop = asyncio.get_running_loop()

        def send(case: Case, token: str | None) -> Response:
            return asyncio.run_coroutine_threadsafe(_sent(client, case, token), loop).result(60)

        description = schemathesis.openapi.from_dict(app.openapi_schema.to_schema())
        description.config.update(base_url=ADDRESS)
        # Hypothesis knows no event loop: it works in a thread, and each request comes back here to its database.
        permissions = {handler.operation_id: handler.opt["permission"] for _, _, handler in routes_of(app)}
        for found in description.get_all_operations():
            operation = found.ok()
            tokens = known.good_for(permissions[operation.definition.raw["operationId"]])
            await asyncio.to_thread(_try, operation, known.places, tokens, send, examples)


async def _sent(client: AsyncClient, case: Case, token: str | None) -> Response:
    prepared = requests.Request(**case.as_transport_kwargs(base_url=ADDRESS)).prepare()
    sendable = {name: value for name, value in prepared.headers.items() if _can_travel(name, value)}
    if token is not None:
        sendable["authorization"] = f"Bearer {token}"
    body: Any = prepared.body
    return await client.request(str(prepared.method), str(prepared.url), headers=sendable, content=body)


def _can_travel(name: str, value: object) -> bool:
    """Leave out what no server would ever see, httpx refuses to send it; and tokens that the tool makes up."""
    own = {"content-length", "authorization"}
    return isinstance(value, str) and value.isascii() and value.isprintable() and name.lower() not in own


def _try(
    operation: Any,
    places: list[dict[str, UUID]],
    tokens: list[str | None],
    send: Callable[[Case, str | None], Response],
    examples: int,
) -> None:
    modes = list(GenerationMode) if _takes_anything(operation) else [GenerationMode.POSITIVE]
    for mode in modes:
        _send_cases(operation.as_strategy(generation_mode=mode), places, tokens, send, examples)


def _takes_anything(operation: Any) -> bool:
    return bool(list(operation.iter_parameters()) or operation.body)


def _send_cases(
    cases: st.SearchStrategy[Case],
    places: list[dict[str, UUID]],
    tokens: list[str | None],
    send: Callable[[Case, str | None], Response],
    examples: int,
) -> None:
    @seed(0)
    @bounded(
        max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck), print_blob=False
    )
    @given(case=cases, place=st.sampled_from(places), token=st.sampled_from([*tokens * 4, "registry_nothing", None]))
    def one(case: Case, place: dict[str, UUID], token: str | None) -> None:
        for name in set(case.path_parameters or {}) & set(place):
            case.path_parameters[name] = str(place[name])
        case.validate_response(send(case, token), checks=CHECKS)

    one()


async def test_nothing_that_is_sent_breaks_the_api(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    await fuzz(settings, clock, examples=FEW)


@pytest.mark.long
async def test_nothing_that_is_sent_for_long_breaks_the_api(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    await fuzz(settings, clock, examples=MANY)
