"""The API's own description (OpenAPI): who is asked for a token, how problems look, and forms with files.

Each route of the API is described by what is known of it anyway: its permission, its method and its path.
"""

from dataclasses import dataclass
from inspect import getdoc
from typing import Any

from litestar import Response, Router
from litestar._openapi.schema_generation.plugins.struct import StructSchemaPlugin  # nowhere public
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig, ResponseSpec
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import (
    Components,
    OpenAPIMediaType,
    OpenAPIType,
    Operation,
    RequestBody,
    Schema,
    SecurityScheme,
)
from litestar.plugins import ReceiveRoutePlugin
from litestar.routes import BaseRoute, HTTPRoute
from litestar.typing import FieldDefinition
from msgspec import Struct

from registry.foundation.headers import protected
from registry.foundation.languages import Language
from registry.foundation.pages import problem_details
from registry.foundation.problems import Absent
from registry.foundation.viewers import PUBLIC, Permission, Role

BEARER = "token"
_API = "/api/"
_DESCRIPTION = (
    "A program shows a token as `Authorization: Bearer …`; it acts for the membership for which the token was made, and"
    " may do what that membership may do on the pages. What it may not see is answered exactly as what is not there."
    " What goes wrong is answered as problem details (RFC 9457) with the path of each field, in Chinese and English."
)


class ProblemFound(Struct):
    """One thing that is wrong: a stable code, the path of the field (null: the whole), the words in both languages."""

    code: str
    field: str | None
    message: dict[Language, str]


class ProblemDocument(Struct):
    """What went wrong, as RFC 9457 has it; `problems` names every field, `title` and `detail` the first of them."""

    type: str
    title: str
    status: int
    detail: str
    problems: list[ProblemFound]


def problem_response(meaning: str) -> ResponseSpec:
    """Return the description of an answer that is a problem."""
    return ResponseSpec(
        ProblemDocument, generate_examples=False, description=meaning, media_type="application/problem+json"
    )


def described(kind: Any, meaning: str) -> ResponseSpec:
    """Return the description of a further answer of a route, beside its usual one."""
    return ResponseSpec(kind, generate_examples=False, description=meaning)


_MEANINGS: dict[int, str] = {
    400: "The request cannot be read: malformed, an unknown field, a value of the wrong kind.",
    401: "There is no token, or it is not, or no longer, good.",
    403: "The role for which the token acts may not do this.",
    404: "There is no such thing, or it may not be seen.",
    409: "It is done already, or somebody else was faster; nothing was changed.",
    413: "What was sent is over the limit; it was not read to its end.",
    422: "What was sent cannot be taken; each problem names its field.",
    500: "The registry has failed; nothing was saved.",
}


class DescribeRoutes(ReceiveRoutePlugin):
    """Describes for each route of the API which problems it answers with, and whether a token is needed."""

    def receive_route(self, route: BaseRoute) -> None:
        """Complete the description of a route of the API; others are left as they are."""
        if not isinstance(route, HTTPRoute) or not route.path.startswith(_API):
            return
        for handler in route.route_handlers:
            statuses = _statuses(handler, has_path_parameters=bool(route.path_parameters))
            described = {status: problem_response(_MEANINGS[status]) for status in statuses}
            handler.responses = {**described, **(handler.responses or {})}
            handler.security = [{BEARER: []}] if 401 in statuses else None


class DescribeStructs(StructSchemaPlugin):
    """Describes each value by what its class says of it; the framework's own description leaves that out."""

    def to_openapi_schema(self, field_definition: FieldDefinition, schema_creator: Any) -> Schema:
        """Return the schema of a struct with its docstring."""
        schema = super().to_openapi_schema(field_definition, schema_creator)
        schema.description = getdoc(field_definition.type_)
        return schema


def _statuses(handler: HTTPRouteHandler, *, has_path_parameters: bool) -> list[int]:
    """Return the problems that a route may answer with, told from its permission, path and method."""
    permission: Permission = handler.opt.get("permission", PUBLIC)
    changes = bool(handler.http_methods - {"GET", "HEAD", "OPTIONS"})
    named = has_path_parameters or bool(handler.parsed_fn_signature.parameters.keys() - {"request"})
    guarded = Role.VISITOR not in permission.roles
    asked: dict[int, bool] = {
        400: named or changes,
        401: guarded,
        403: guarded,
        404: has_path_parameters or (changes and guarded),  # what is sent may name what is not there
        409: changes,
        413: changes,
        422: named or changes,
        500: True,
    }
    return [status for status, may_be in asked.items() if may_be]


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a form that a program sends."""

    meaning: str
    choices: tuple[str, ...] = ()
    asked: bool = False


def form_with_file(file: str, meaning: str, *, asked: bool = True, **fields: FormField) -> type[Operation]:
    """Return how a route is described that takes a multipart form with one file and plain fields."""
    properties: dict[str, Any] = {
        **{name: _field_schema(field) for name, field in fields.items()},
        file: Schema(type=OpenAPIType.STRING, content_media_type="application/octet-stream", description=meaning),
    }
    required = [*(name for name, field in fields.items() if field.asked), *([file] if asked else [])]
    schema = Schema(type=OpenAPIType.OBJECT, properties=properties, required=required or None)
    body = RequestBody(content={"multipart/form-data": OpenAPIMediaType(schema=schema)}, required=True)

    @dataclass
    class TakesForm(Operation):
        def __post_init__(self) -> None:
            self.request_body = body

    return TakesForm


def _field_schema(field: FormField) -> Schema:
    choices = list(field.choices) or None
    return Schema(type=OpenAPIType.STRING, description=field.meaning, enum=choices)


async def _no_page(response: Response[Any]) -> Response[Any]:
    """Tell as a problem what the framework would tell with a page of its own."""
    return protected(problem_details(404, Absent().problems) if response.status_code == 404 else response)


def api_description() -> OpenAPIConfig:
    """Return the description of the API, served as JSON at /api/v1/schema/openapi.json without any script."""
    scheme = SecurityScheme(type="http", scheme="bearer", description="A machine's token, made under /account/tokens.")
    return OpenAPIConfig(
        title="职业技能等级认定登记系统 / Skills and Titles Registry",
        version="1",
        description=_DESCRIPTION,
        use_handler_docstrings=True,
        components=Components(security_schemes={BEARER: scheme}),
        openapi_router=Router(
            "/api/v1/schema",
            route_handlers=[],
            opt={"permission": PUBLIC},
            include_in_schema=False,
            after_request=_no_page,
        ),
        render_plugins=[JsonRenderPlugin(path="/openapi.json")],
    )
