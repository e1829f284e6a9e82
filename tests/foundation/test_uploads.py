"""Files are taken as they arrive: the token before anything else, the limit before the end."""

from typing import Any
from uuid import UUID

import pytest
from litestar import Litestar, Request, post
from litestar.types import Message, Scope

from registry.foundation.authentication import routes_of
from registry.foundation.pages import upload_token
from registry.foundation.problems import NotAllowed, Refusal
from registry.foundation.uploads import close_what_was_broken_off, no_file, receive_upload
from registry.foundation.viewers import Role, Viewer
from registry.settings import Settings

CLERK = Viewer(role=Role.CLERK, account=UUID(int=1), session=UUID(int=2))
LIMIT = 4096
BOUNDARY = b"----drawn-by-lot"


def part(name: str, content: bytes, filename: str | None = None) -> bytes:
    about = f'form-data; name="{name}"' + (f'; filename="{filename}"' if filename is not None else "")
    return b"--%s\r\nContent-Disposition: %s\r\n\r\n%s\r\n" % (BOUNDARY, about.encode(), content)


def body(*parts: bytes) -> bytes:
    return b"".join(parts) + b"--%s--\r\n" % BOUNDARY


class Wire:
    """What arrives, piece by piece, and how much of it was taken."""

    def __init__(self, content: bytes, piece: int = 64) -> None:
        self.pieces = [content[at : at + piece] for at in range(0, len(content), piece)] or [b""]
        self.taken = 0

    async def receive(self) -> Message:
        piece = self.pieces[self.taken]
        self.taken += 1
        return {"type": "http.request", "body": piece, "more_body": self.taken < len(self.pieces)}


def asking(wire: Wire, headers: dict[str, str] | None = None) -> Request[Any, Any, Any]:
    """A request of the clerk whose body comes over the wire."""

    @post("/", request_max_body_size=None)
    async def take() -> None: ...

    app = Litestar([take])
    (handler,) = [one for _, methods, one in routes_of(app) if methods == ("POST",)]
    scope: Any = {
        "type": "http",
        "method": "POST",
        "path": "/",
        "query_string": b"",
        "headers": [
            (name.encode(), value.encode())
            for name, value in {
                "content-type": f"multipart/form-data; boundary={BOUNDARY.decode()}",
                **(headers or {}),
            }.items()
        ],
        "user": CLERK,
        "state": {},
        "litestar_app": app,
        "app": app,
        "route_handler": handler,
    }
    return Request(scope, receive=wire.receive)


@pytest.fixture
def token(settings: Settings) -> bytes:
    return upload_token(asking(Wire(b""))).encode()


async def code_of(wire: Wire, **headers: str) -> str:
    with pytest.raises(Refusal) as caught:
        await receive_upload(asking(wire, headers), limit=LIMIT)
    return caught.value.problems[0].code


async def test_fields_and_files_arrive_in_order_with_their_names(token: bytes) -> None:
    content = body(
        part("form_token", token),
        part("note", "一句话".encode()),
        part("roster", b"a,b\r\n1,2\r\n", "名册（终稿）.csv"),
        part("roster", b"\x00\xff" * 100, "b.bin"),
    )

    with await receive_upload(asking(Wire(content)), limit=LIMIT) as upload:
        assert upload.fields == {"note": "一句话"}
        assert [(file.form_field, file.name, file.size) for file in upload.files] == [
            ("roster", "名册（终稿）.csv", 10),
            ("roster", "b.bin", 200),
        ]
        assert [file.path.read_bytes() for file in upload.files] == [b"a,b\r\n1,2\r\n", b"\x00\xff" * 100]
        kept = [file.path for file in upload.files]
    assert not any(path.exists() for path in kept)


@pytest.mark.parametrize("piece", [1, 7, 64, 100_000])
async def test_it_does_not_matter_in_which_pieces_the_body_comes(token: bytes, piece: int) -> None:
    content = body(part("form_token", token), part("roster", b"line\r\n--not the boundary\r\n" * 9, "r.csv"))

    with await receive_upload(asking(Wire(content, piece)), limit=LIMIT) as upload:
        assert upload.files[0].path.read_bytes() == b"line\r\n--not the boundary\r\n" * 9


@pytest.mark.parametrize(
    "first",
    [
        part("form_token", b"0" * 64),
        part("roster", b"x", "r.csv"),
        part("note", b"x"),
    ],
    ids=["wrong token", "file first", "field first"],
)
async def test_without_the_sessions_token_first_nothing_is_taken(token: bytes, first: bytes) -> None:
    wire = Wire(body(first, part("roster", b"x" * 2000, "r.csv"), part("form_token", token)))

    assert await code_of(wire) == "form.token"
    assert wire.taken < len(wire.pieces)


async def test_another_sessions_token_opens_nothing(token: bytes) -> None:
    request = asking(Wire(body(part("form_token", token), part("roster", b"x", "r.csv"))))
    request.scope["user"] = Viewer(role=Role.CLERK, account=UUID(int=1), session=UUID(int=3))

    with pytest.raises(NotAllowed):
        await receive_upload(request, limit=LIMIT)


async def test_a_visitor_sends_no_files(token: bytes) -> None:
    request = asking(Wire(body(part("form_token", b""), part("roster", b"x", "r.csv"))))
    request.scope["user"] = Viewer()

    with pytest.raises(NotAllowed):
        await receive_upload(request, limit=LIMIT)


async def test_it_is_refused_at_the_limit_and_not_after_it(token: bytes) -> None:
    wire = Wire(body(part("form_token", token), part("roster", b"x" * LIMIT * 50, "r.csv")))

    assert await code_of(wire) == "file.too-large"
    assert wire.taken == LIMIT // 64 + 1


async def test_a_size_that_is_announced_over_the_limit_is_refused_unread(token: bytes) -> None:
    wire = Wire(body(part("form_token", token), part("roster", b"x", "r.csv")))

    assert await code_of(wire, **{"content-length": str(LIMIT + 1)}) == "file.too-large"
    assert wire.taken == 0


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"no multipart at all", "form.broken"),
        (b"", "form.token"),
    ],
)
async def test_a_broken_body_is_refused_in_words(token: bytes, content: bytes, code: str) -> None:
    assert await code_of(Wire(content)) == code


async def test_a_form_that_breaks_off_is_refused_and_leaves_no_file(token: bytes) -> None:
    whole = body(part("form_token", token), part("roster", b"x" * 500, "r.csv"))
    request = asking(Wire(whole[:-40]))

    with pytest.raises(Refusal):
        await receive_upload(request, limit=LIMIT)


async def test_a_field_of_endless_text_is_refused(token: bytes) -> None:
    wire = Wire(body(part("form_token", token), part("note", b"x" * 70_000)))

    with pytest.raises(Refusal) as caught:
        await receive_upload(asking(wire), limit=10**6)
    assert caught.value.problems[0].code == "form.broken"


async def test_too_many_parts_are_refused(token: bytes) -> None:
    wire = Wire(body(part("form_token", token), *[part("note", b"x")] * 2001), piece=65536)

    with pytest.raises(Refusal) as caught:
        await receive_upload(asking(wire), limit=10**7)
    assert caught.value.problems[0].code == "form.broken"


async def test_a_form_of_another_kind_is_refused(token: bytes) -> None:
    assert await code_of(Wire(b"a=b"), **{"content-type": "application/x-www-form-urlencoded"}) == "form.broken"


async def test_the_connection_is_closed_after_a_refusal_and_not_otherwise(token: bytes) -> None:
    request = asking(Wire(body(part("form_token", b"0" * 64))))
    with pytest.raises(NotAllowed):
        await receive_upload(request, limit=LIMIT)
    good = asking(Wire(body(part("form_token", token))))
    with await receive_upload(good, limit=LIMIT):
        pass

    assert await _connection(request.scope) == "close"
    assert await _connection(good.scope) is None


async def _connection(scope: Scope) -> str | None:
    message: Any = {"type": "http.response.start", "status": 200, "headers": []}
    await close_what_was_broken_off(message, scope)
    return {name.decode().lower(): value.decode() for name, value in message["headers"]}.get("connection")


def test_a_form_without_a_file_is_told_so() -> None:
    problem = no_file("roster")

    assert (problem.code, problem.where) == ("file.missing", "roster")
