"""Files are taken from the request as they arrive, and refused at the limit, not after it.

The framework's form token would have the whole body read first. So the token is the form's first part here; it is
checked before a byte of any file is kept, and a wrong one closes the connection.
"""

import hmac
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from litestar import Response
from litestar.datastructures import MutableScopeHeaders
from litestar.types import Message as WireMessage
from litestar.types import Scope
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from registry.foundation.headers import protected
from registry.foundation.pages import AnyRequest, problem_details, upload_tokens
from registry.foundation.problems import Message, NotAllowed, Problem, Refusal, message

_BROKEN_OFF = "upload_broken_off"
TOKEN_FIELD = "form_token"  # noqa: S105 (the name of a field)
_FIELD_LIMIT = 64 * 1024
_PART_LIMIT = 2000


class TooLarge(Refusal):
    """The upload went over its limit and was not read to its end."""


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file as it arrived: the form's field, the sender's name for it, and where its bytes lie for now."""

    form_field: str
    name: str
    path: Path
    size: int


@dataclass(slots=True)
class Upload:
    """What a form brought: its plain fields, its files in order. Leaving the block removes the files."""

    fields: dict[str, str] = field(default_factory=dict)
    files: list[ReceivedFile] = field(default_factory=list)
    _folder: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._folder is not None:
            self._folder.cleanup()


async def receive_upload(request: AnyRequest, *, limit: int) -> Upload:
    """Return what a multipart form brings, at most `limit` bytes in all; use it in a `with` block.

    Raises `NotAllowed` where the first part is not the session's token, `TooLarge` at the limit, `Refusal` where the
    form is broken.
    """
    return await _receive(request, _Reader(expected_tokens=upload_tokens(request), boundary=_boundary(request)), limit)


async def receive_from_program(request: AnyRequest, *, limit: int) -> Upload:
    """Return what a program sends as a multipart form; its bearer token came in a header, the form has none.

    Only for routes under /api/, where no cookie is looked at. Raises as `receive_upload` does.
    """
    return await _receive(request, _Reader(expected_tokens=None, boundary=_boundary(request)), limit)


async def _receive(request: AnyRequest, reader: "_Reader", limit: int) -> Upload:
    try:
        taken = 0
        if _declared_size(request) > limit:
            raise TooLarge(_too_large(limit))
        async for chunk in request.stream():
            taken += len(chunk)
            if taken > limit:
                raise TooLarge(_too_large(limit))
            reader.feed(chunk)
        reader.finish()
    except BaseException:
        request.scope["state"][_BROKEN_OFF] = True
        reader.discard()
        raise
    return reader.upload


async def close_what_was_broken_off(sent: WireMessage, scope: Scope) -> None:
    """Close the connection after the answer where an upload was not read to its end: the rest is not wanted."""
    if sent["type"] == "http.response.start" and scope.get("state", {}).get(_BROKEN_OFF):
        MutableScopeHeaders.from_message(sent)["connection"] = "close"


def _declared_size(request: AnyRequest) -> int:
    declared = request.headers.get("content-length", "")
    return int(declared) if declared.isascii() and declared.isdecimal() else 0


def answer_too_large(_: AnyRequest, refusal: Refusal) -> Response[Any]:
    """Tell a program that its upload was over the limit (413); the connection is closed, the rest is not read."""
    response = problem_details(413, refusal.problems)
    response.headers["connection"] = "close"
    return protected(response)


def _boundary(request: AnyRequest) -> bytes:
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise Refusal(_broken(message("提交的内容不是带文件的表单。")))
    return boundary


def no_file(form_field: str) -> Problem:
    """Return the problem of a form that was sent without choosing a file."""
    return Problem("file.missing", message("没有选择文件。"), form_field, message("请先选择文件再提交。"))


def _too_large(limit: int) -> Problem:
    return Problem(
        "file.too-large",
        message("文件超过了 {limit} MB 的限制，没有接收。", limit=limit // (1024 * 1024)),
        cure=message("请拆分后分次上传，或去掉图片等无关内容。"),
    )


def _broken(words: Message) -> Problem:
    return Problem("form.broken", words, cure=message("请返回页面重新选择文件再提交。"))


class _Reader:
    """Feeds python-multipart and gathers fields and files; the token comes first or nothing is taken."""

    def __init__(self, *, expected_tokens: tuple[str, ...] | None, boundary: bytes) -> None:
        self.upload = Upload()
        self._expected_tokens = expected_tokens or ()
        self._token_seen = expected_tokens is None
        self._parts = 0
        self._ended = False
        self._header_name = b""
        self._header_value = b""
        self._headers: dict[bytes, bytes] = {}
        self._field = ""
        self._value = bytearray()
        self._file: Any = None
        self._file_name = ""
        try:
            self._parser = MultipartParser(boundary, self._callbacks())
        except FormParserError as cause:
            raise Refusal(_broken(message("提交的内容不是带文件的表单。"))) from cause

    def _callbacks(self) -> Any:
        callbacks: dict[str, Callable[..., None]] = {
            "on_part_begin": self._part_begins,
            "on_header_field": self._header_field,
            "on_header_value": self._header_part,
            "on_header_end": self._header_ends,
            "on_headers_finished": self._headers_finished,
            "on_part_data": self._data,
            "on_part_end": self._part_ends,
            "on_end": self._body_ends,
        }
        return callbacks

    def feed(self, chunk: bytes) -> None:
        try:
            self._parser.write(chunk)
        except FormParserError as cause:
            raise Refusal(_broken(message("上传的内容在途中损坏了。"))) from cause

    def finish(self) -> None:
        try:
            self._parser.finalize()
        except FormParserError as cause:
            raise Refusal(_interrupted()) from cause
        if not self._token_seen:
            raise _wrong_token()
        if not self._ended:
            raise Refusal(_interrupted())

    def discard(self) -> None:
        if self._file is not None:
            self._file.close()
        self.upload.__exit__(None, None, None)

    def _body_ends(self) -> None:
        self._ended = True

    def _part_begins(self) -> None:
        self._parts += 1
        if self._parts > _PART_LIMIT:
            raise Refusal(_broken(message("表单的项目过多。")))
        self._headers = {}

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._header_name += data[start:end]

    def _header_part(self, data: bytes, start: int, end: int) -> None:
        self._header_value += data[start:end]

    def _header_ends(self) -> None:
        self._headers[self._header_name.lower()] = self._header_value
        self._header_name = self._header_value = b""

    def _headers_finished(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        self._field = options.get(b"name", b"").decode("utf-8", "replace")
        self._value = bytearray()
        self._file = None
        if not self._token_seen and self._field != TOKEN_FIELD:
            raise _wrong_token()
        if b"filename" in options:
            self._file_name = options[b"filename"].decode("utf-8", "replace")
            self._open_file()

    def _open_file(self) -> None:
        if self.upload._folder is None:
            self.upload._folder = tempfile.TemporaryDirectory(prefix="upload-")
        path = Path(self.upload._folder.name) / str(len(self.upload.files))
        self._file = path.open("wb")

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._file is not None:
            self._file.write(data[start:end])
            return
        self._value += data[start:end]
        if len(self._value) > _FIELD_LIMIT:
            raise Refusal(_broken(message("表单里有一项文字过长。")))

    def _part_ends(self) -> None:
        if self._file is not None:
            self._file_ends()
            return
        text = self._value.decode("utf-8", "replace")
        if not self._token_seen:
            if not any(hmac.compare_digest(text.encode(), one.encode()) for one in self._expected_tokens):
                raise _wrong_token()
            self._token_seen = True
            return
        self.upload.fields[self._field] = text

    def _file_ends(self) -> None:
        size, path = self._file.tell(), Path(self._file.name)
        self._file.close()
        self._file = None
        if size or self._file_name:
            self.upload.files.append(ReceivedFile(self._field, self._file_name, path, size))


def _interrupted() -> Problem:
    return _broken(message("上传没有传完就中断了。"))


def _wrong_token() -> NotAllowed:
    return NotAllowed(
        Problem(
            "form.token",
            message("这张表单的有效时间已过，或不是从本系统的页面提交的。"),
            cure=message("请退回重新打开页面再提交。"),
        )
    )
