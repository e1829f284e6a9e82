"""Whatever goes wrong in the API is told as problem details: malformed, too large, unknown, not allowed, broken."""

import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from httpx import ASGITransport, AsyncClient, Response
from piccolo.engine.postgres import PostgresEngine

import registry.app
from registry.app import create_app
from registry.foundation.authentication import routes_of
from registry.foundation.clock import StoppedClock
from registry.foundation.places import PROJECT
from registry.foundation.viewers import PUBLIC
from registry.rounds import queries
from registry.settings import Settings
from tests.rounds.programs import Programs, programs
from tests.rounds.world import enterprise

MEGABYTE = 1024 * 1024


def told(answer: Response) -> tuple[int, list[tuple[str, str | None]]]:
    """Status, and code and field of each problem; the form of the whole is checked too."""
    said = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert said.keys() == {"type", "title", "status", "detail", "problems"}
    assert said["status"] == answer.status_code
    assert said["type"] == f"urn:registry:problem:{said['problems'][0]['code']}"
    assert all(problem["message"].keys() == {"zh", "en"} for problem in said["problems"])
    return answer.status_code, [(problem["code"], problem["field"]) for problem in said["problems"]]


UNREADABLE: list[tuple[bytes, list[tuple[str, str | None]]]] = [
    (b"", [("request.empty", None)]),
    (b"{", [("http.400", None)]),
    (b"\xff\xfe", [("http.400", None)]),
    (b'{"number": "\\ud800"}', [("http.400", None)]),
    (b"[" * 100_000, [("http.400", None)]),
    (b'{"number":' * 100_000, [("http.400", None)]),
    (b"[]", [("request.field", None)]),
    (b"null", [("request.field", None)]),
    (b'{"number": 12}', [("request.field", "number")]),
    (b'{"numero": "12"}', [("request.field", "numero")]),
    (json.dumps({"name": "王" * 201}).encode(), [("request.field", "name")]),
]


async def test_what_cannot_be_read_is_told_with_the_path_of_the_field(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    async with programs(settings, clock) as api:
        for content, problems in UNREADABLE:
            answer = await api.send(None, "POST", "/checks", content=content)
            assert (content[:40], told(answer)) == (content[:40], (400, problems))


async def test_the_words_of_a_fault_name_what_was_asked_and_what_was_found(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    async with programs(settings, clock) as api:
        answer = await api.send(None, "POST", "/checks", json={"number": 12})

    assert answer.json()["problems"][0]["message"] == {
        "zh": "应为 str，实为 int。",
        "en": "Expected str, found int.",
    }


async def test_unknown_routes_and_methods_are_problems_too(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    async with programs(settings, clock) as api:
        nowhere = [await api.send(None, "GET", path) for path in ("/nowhere", "/rounds/12", "")]
        schema = await api.send(None, "GET", "/schema/nowhere")
        method = await api.send(None, "PATCH", "/checks")

    assert [told(answer) for answer in nowhere] == [(404, [("http.404", None)])] * 3
    assert told(schema) == (404, [("absent", None)])
    assert told(method) == (405, [("http.405", None)])
    assert sorted(method.headers["allow"].split(", ")) == ["OPTIONS", "POST"]


async def test_a_body_over_the_limit_is_refused(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    async with programs(settings, clock) as api:
        answer = await api.send(None, "POST", "/checks", content=b" " * (2 * MEGABYTE))

    assert told(answer) == (413, [("http.413", None)])
    assert answer.headers["connection"] == "close"


async def test_a_file_is_refused_at_its_limit_and_the_rest_is_not_read(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    small = replace(settings, roster_bytes=MEGABYTE)
    read: list[int] = []

    async def arriving() -> AsyncIterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="roster"; filename="a.xlsx"\r\n\r\n'
        for place in range(100):
            read.append(place)
            yield b"0" * (256 * 1024)

    async with programs(small, clock) as api:
        path = await _drafted(api, world)
        headers = {"content-type": "multipart/form-data; boundary=x"}
        answer = await api.send(world.clerk, "POST", path, content=arriving(), headers=headers)
        declared = await api.send(world.clerk, "POST", path, files={"roster": ("a.xlsx", b"0" * (2 * MEGABYTE))})
        listed = await api.send(world.clerk, "GET", path)

    assert told(answer) == told(declared) == (413, [("file.too-large", None)])
    assert answer.headers["connection"] == "close"
    assert len(read) == 4  # three quarters of a megabyte fit beside the head, the fourth quarter does not
    assert listed.json() == {"rosters": []}


async def _drafted(api: Programs, world: Any) -> str:
    path = f"/rounds/{uuid4()}"
    asked = {
        "body": str(world.body),
        "title": "2024年第一批",
        "occupation": "6-31-01-03",
        "level": 3,
        "application_day": "2024-06-01",
        "place": "本公司培训中心",
        "assessors": [str(world.assessor.membership)],
    }
    assert (await api.send(world.clerk, "PUT", path, json=asked)).status_code == 201
    return f"{path}/rosters"


BROKEN_FORMS: list[tuple[str, bytes]] = [
    ("multipart/form-data", b""),
    ("multipart/form-data; boundary=x", b""),
    ("multipart/form-data; boundary=x", b"--x"),
    ("multipart/form-data; boundary=x", b"no boundary at all"),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="roster"; filename="a"\r\n\r\nab',
    ),
    ("multipart/form-data; boundary=x", b"--x\r\n\r\n\r\n--x--\r\n"),
    ("multipart/form-data; boundary=x", b"--x--\r\n"),
    ("multipart/form-data; boundary=" + "x" * 5000, b"--x--\r\n"),
    ("application/json", b"{}"),
    ("", b"{}"),
]


async def test_a_broken_form_is_told_and_breaks_nothing(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)

    async with programs(settings, clock) as api:
        path = await _drafted(api, world)
        for kind, content in BROKEN_FORMS:
            answer = await api.send(world.clerk, "POST", path, content=content, headers={"content-type": kind})
            assert (kind, content[:30], told(answer)[0]) == (kind, content[:30], 422)


async def test_what_nobody_foresaw_is_told_without_its_cause_and_reported(
    database: PostgresEngine, settings: Settings, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("140101199003077315")

    reported: list[Exception] = []
    world = await enterprise(clock, settings)
    monkeypatch.setattr(queries, "rounds_of", broken)
    monkeypatch.setattr(registry.app, "_report_error", reported.append)

    async with programs(settings, clock) as api:
        answer = await api.send(world.clerk, "GET", "/rounds")

    assert told(answer) == (500, [("http.500", None)])
    assert "140101199003077315" not in answer.text
    assert [type(error) for error in reported] == [ZeroDivisionError]


async def test_the_description_is_json_without_any_script_and_names_no_page(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    async with programs(settings, clock) as api:
        answer = await api.send(None, "GET", "/schema/openapi.json")
        found = answer.json()

    assert answer.headers["content-type"].startswith(("application/json", "application/vnd.oai.openapi+json"))
    assert "<script" not in answer.text
    assert [path for path in found["paths"] if not path.startswith("/api/v1/")] == []
    assert found["components"]["securitySchemes"]["token"]["scheme"] == "bearer"


def test_every_operation_describes_its_problems_its_words_and_who_needs_a_token(settings: Settings) -> None:
    app = create_app(settings)
    described = app.openapi_schema.to_schema()
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            place = (path, method)
            problems = {status: said for status, said in operation["responses"].items() if status >= "400"}
            assert (place, {kind for said in problems.values() for kind in said["content"]}) == (
                place,
                {"application/problem+json"},
            )
            assert (place, "401" in problems) == (place, operation.get("security") == [{"token": []}])
            assert (place, "500" in problems) == (place, True)
            assert operation["description"], place
            assert operation["tags"], place
    assert PUBLIC.act == "public"
    without = [name for name, schema in described["components"]["schemas"].items() if not schema.get("description")]
    assert [name for name in without if "properties" in described["components"]["schemas"][name]] == []


async def test_a_page_that_fails_bears_the_headers_that_protect_it(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    app = create_app(settings, clock)

    async with app.lifespan(), AsyncClient(transport=ASGITransport(app), base_url="http://registry.test") as client:
        answer = await client.get("/nowhere")

    assert answer.status_code == 404
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["cache-control"] == "no-store"


def test_every_address_in_the_guide_is_one_of_the_program(settings: Settings) -> None:
    """`$ROUND` and the like stand for ids; what follows `?` are parameters."""
    guide = (PROJECT / "docs" / "api.md").read_text(encoding="utf-8")
    named = {re.sub(r"\$[A-Z]+", "{}", path) for path in re.findall(r'"\$AT(/[^"?]*)', guide)}
    routes = {
        re.sub(r"\{\w+:uuid\}", "{}", path).replace("{member:str}", "employment").removeprefix("/api/v1")
        for path, _, _ in routes_of(create_app(settings))
        if path.startswith("/api/v1/")
    }

    assert len(named) >= 15
    assert named - routes == set()
