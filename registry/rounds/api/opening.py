"""Opening a round for a filed body, so that it may be sent again, and what there is to choose from (开设批次)."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from litestar import Response, get, put
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Meta, Struct

from registry.foundation.api_documents import described
from registry.foundation.authentication import viewer_of
from registry.foundation.pages import AnyRequest, clock_of
from registry.foundation.problems import Message, Problem, Refusal, message
from registry.foundation.typing_habits import single_line
from registry.organisations.queries import bodies_of
from registry.policy.catalogue import SkillLevel
from registry.rounds import access
from registry.rounds.api.answers import LevelCode, RoundWithActs
from registry.rounds.api.rounds import TAGS, round_with_acts
from registry.rounds.service.opening import RoundToOpen, assessors_of, open_round_once

_LEVELS = {level.code: level for level in SkillLevel if level.examined}


class RoundAsked(Struct, forbid_unknown_fields=True):
    """A round to be opened; on `application_day` the conditions are judged, `assessors` are memberships."""

    body: UUID
    title: Annotated[str, Meta(max_length=80)]
    occupation: Annotated[str, Meta(max_length=20, description="code of the occupation, as 6-31-01-03")]
    level: LevelCode
    application_day: date
    place: Annotated[str, Meta(max_length=120)]
    assessors: Annotated[list[UUID], Meta(max_length=100)]
    job_type: Annotated[str, Meta(max_length=60)] | None = None


class BodyChoice(Struct):
    """A body of the organisation."""

    id: UUID
    name: str


class AssessorChoice(Struct):
    """An assessor of the organisation on the day that was asked for."""

    membership: UUID
    name: str
    card_number: str | None


class OpeningChoices(Struct):
    """What a round may be opened with."""

    bodies: list[BodyChoice]
    assessors: list[AssessorChoice]


@get("/api/v1/rounds/choices", opt={"permission": access.OPEN_ROUND}, tags=TAGS, operation_id="listOpeningChoices")
async def list_choices(
    request: AnyRequest, application_day: Annotated[date | None, QueryParameter(name="application_day")] = None
) -> OpeningChoices:
    """List the bodies and, for a day of application (today unless said otherwise), the assessors to choose from."""
    viewer, day = viewer_of(request), application_day or clock_of(request).today()
    return OpeningChoices(
        [BodyChoice(body.id, body.name) for body in await bodies_of(viewer)],
        [AssessorChoice(row["id"], row["name"], row["card_number"]) for row in await assessors_of(viewer, day)],
    )


@put(
    "/api/v1/rounds/{round_id:uuid}",
    opt={"permission": access.OPEN_ROUND},
    tags=TAGS,
    operation_id="openRound",
    responses={201: described(RoundWithActs, "The round was opened now.")},
)
async def open_round_under(
    request: AnyRequest, round_id: FromPath[UUID], data: JSONBody[RoundAsked]
) -> Response[RoundWithActs]:
    """Open a round under a random UUID (version 4) that you make.

    Send it again after a lost answer: the same content under the same id is answered with the round (200) and opens no
    second one; other content under an id that is taken is refused (409).
    """
    viewer = viewer_of(request)
    opened = await open_round_once(viewer, _round_to_open(round_id, data), now=clock_of(request).now())
    return Response(await round_with_acts(viewer, round_id), status_code=201 if opened else 200)


def _round_to_open(round_id: UUID, asked: RoundAsked) -> RoundToOpen:
    title, place = single_line(asked.title), single_line(asked.place)
    problems = [
        *_empty("title", title, message("请给批次起一个名称。")),
        *_empty("place", place, message("请填写考核地点。")),
    ]
    if problems:
        raise Refusal(problems)
    return RoundToOpen(
        id=round_id,
        body=asked.body,
        title=title,
        occupation=asked.occupation.strip(),
        job_type=single_line(asked.job_type or "") or None,
        level=_LEVELS[asked.level],
        application_day=asked.application_day,
        place=place,
        assessors=tuple(asked.assessors),
    )


def _empty(field: str, text: str, missing: Message) -> list[Problem]:
    return [] if text else [Problem("form.missing", missing, field)]


ROUTES: list[Any] = [list_choices, open_round_under]
