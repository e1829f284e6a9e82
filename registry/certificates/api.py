"""Certificates for programs: the public check, the register, and the steps of officers."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import UNSET, Meta, Struct, UnsetType

from registry.certificates import queries
from registry.certificates.access import CHANGE_STATE, CHECK, READ
from registry.certificates.pages.checking import counter_of
from registry.certificates.pages.filters import read_filter
from registry.certificates.queries import CertificateLine, StepLine
from registry.certificates.rules.checking import DOES_NOT_REPLACE, Answer, Typed, read_question
from registry.certificates.service.checking import check, check_by_token
from registry.certificates.service.states import StepToTake, take_certificate_step
from registry.certificates.service.turns import TooManyWaiting
from registry.foundation.api_documents import problem_response
from registry.foundation.authentication import viewer_of
from registry.foundation.forms import Form
from registry.foundation.languages import spoken_language
from registry.foundation.pages import AnyRequest, clock_of, problem_details

TAGS = ["certificates"]
Line = Annotated[str, Meta(max_length=200)]


class CheckAsked(Struct, forbid_unknown_fields=True):
    """A check: `token` of a QR code alone, or a pair: number and name, number and last six, document and name."""

    number: Line = ""
    name: Line = ""
    document: Line = ""
    last_six: Line = ""
    token: Line = ""


class CheckedCertificate(Struct):
    """What anybody may know of a certificate; `level` is 5 (lowest) to 1."""

    state: str
    state_in_words: str
    meaning: str
    name: str
    occupation: str
    job_type: str | None
    level: int
    level_name: str
    body: str
    issued_on: date
    number: str


class CheckAnswer(Struct):
    """The answer to a check; `certificates` is empty where nothing fits, whatever it is that does not."""

    checked_at: datetime
    certificates: list[CheckedCertificate]
    does_not_replace: list[str]


class CertificateOut(Struct):
    """A certificate as lists hold it."""

    id: UUID
    number: str
    name: str
    occupation: str
    occupation_name: str
    job_type: str | None
    level: int
    body: str
    issued_on: date
    state: str


class CertificateList(Struct):
    """One page of a list."""

    certificates: list[CertificateOut]
    total: int
    page: int
    last_page: int


class StepOut(Struct):
    """A step in a certificate's life."""

    at: datetime
    from_state: str | None
    to_state: str
    ground: str | None
    reasons: str | None


class CertificateWithSteps(Struct):
    """A certificate with its history; the document number is masked."""

    certificate: CertificateOut
    document_kind: str
    masked_document: str
    steps: list[StepOut]


class StepAsked(Struct, forbid_unknown_fields=True):
    """A step to be taken: suspend, lift or revoke; `seen` is how many steps its history had when it was decided."""

    step: Line
    reasons: Annotated[str, Meta(max_length=5000)]
    seen: Annotated[int, Meta(ge=1, le=100_000)]
    ground: Line | UnsetType | None = UNSET


class StateOut(Struct):
    """The state after a step."""

    state: str


@post(
    "/api/v1/checks",
    opt={"permission": CHECK},
    tags=TAGS,
    status_code=200,
    operation_id="checkCertificate",
    responses={429: problem_response("There were many wrong answers; the next one waits. Try again later.")},
)
async def check_certificate(data: JSONBody[CheckAsked], request: AnyRequest) -> Response[Any]:
    """Check a certificate without signing in. Wrong answers delay the next ones; a QR code's token never waits."""
    try:
        answers = await _answers(data, request)
    except TooManyWaiting as refusal:
        return problem_details(429, refusal.problems)
    language = spoken_language()
    answer = CheckAnswer(
        checked_at=clock_of(request).now(),
        certificates=[_checked(answer) for answer in answers],
        does_not_replace=[words.in_language(language) for words in DOES_NOT_REPLACE],
    )
    headers = {"referrer-policy": "no-referrer", "x-robots-tag": "noindex, nofollow, noarchive"}
    return Response(answer, status_code=200, headers=headers)


async def _answers(data: JSONBody[CheckAsked], request: AnyRequest) -> tuple[Answer, ...]:
    if data.token:
        answer = await check_by_token(data.token)
        return () if answer is None else (answer,)
    question = read_question(Typed(data.number, data.name, data.document, data.last_six))
    return await check(question, counter_of(request), now=clock_of(request).now())


def _checked(answer: Answer) -> CheckedCertificate:
    known = answer.as_json()
    assert answer.state is not None, "only certificates that are there are answered with"
    return CheckedCertificate(
        state_in_words=str(answer.state.in_words),
        meaning=str(answer.state.meaning),
        **{**known, "issued_on": answer.issued_on},
    )


@get("/api/v1/certificates", opt={"permission": READ}, tags=TAGS, operation_id="listCertificates")
async def list_certificates(
    request: AnyRequest,
    in_state: Annotated[str | None, QueryParameter(name="state", max_length=20)] = None,
    level: Annotated[str | None, QueryParameter(max_length=1)] = None,
    number: Annotated[str | None, QueryParameter(max_length=40)] = None,
    name: Annotated[str | None, QueryParameter(max_length=120)] = None,
    issued_from: Annotated[str | None, QueryParameter(max_length=20)] = None,
    issued_to: Annotated[str | None, QueryParameter(max_length=20)] = None,
    page: Annotated[str | None, QueryParameter(max_length=10)] = None,
) -> CertificateList:
    """List the certificates that the token's membership reads, newest first, 50 a page."""
    asked = {
        "state": in_state,
        "level": level,
        "number": number,
        "name": name,
        "issued_from": issued_from,
        "issued_to": issued_to,
        "page": page,
    }
    wanted, wanted_page = read_filter(Form.filled(**{key: value for key, value in asked.items() if value}))
    listed = await queries.list_certificates(viewer_of(request), wanted, wanted_page)
    return CertificateList([_out(line) for line in listed.lines], listed.total, listed.number, listed.last)


@get(
    "/api/v1/certificates/{certificate_id:uuid}",
    opt={"permission": READ},
    tags=TAGS,
    operation_id="readCertificate",
)
async def read_certificate(certificate_id: FromPath[UUID], request: AnyRequest) -> CertificateWithSteps:
    """Read one certificate with its history."""
    view = await queries.certificate_for(viewer_of(request), certificate_id)
    return CertificateWithSteps(
        certificate=_out(view.line),
        document_kind=view.document_kind.value,
        masked_document=view.masked_document,
        steps=[_step_out(step) for step in view.steps],
    )


@post(
    "/api/v1/certificates/{certificate_id:uuid}/steps",
    opt={"permission": CHANGE_STATE},
    tags=TAGS,
    operation_id="takeCertificateStep",
)
async def take_step(certificate_id: FromPath[UUID], data: JSONBody[StepAsked], request: AnyRequest) -> StateOut:
    """Suspend, lift or revoke a certificate; 409 where somebody was faster."""
    step = StepToTake(data.step, data.ground or None, data.reasons, data.seen)
    state = await take_certificate_step(viewer_of(request), certificate_id, step, now=clock_of(request).now())
    return StateOut(state.value)


def _out(line: CertificateLine) -> CertificateOut:
    return CertificateOut(
        id=line.id,
        number=line.number,
        name=line.name,
        occupation=line.occupation,
        occupation_name=line.occupation_name,
        job_type=line.job_type,
        level=line.level,
        body=line.body_name,
        issued_on=line.issued_on,
        state=line.state.value,
    )


def _step_out(step: StepLine) -> StepOut:
    return StepOut(
        at=step.at,
        from_state=None if step.from_state is None else step.from_state.value,
        to_state=step.to_state.value,
        ground=None if step.ground is None else str(step.ground),
        reasons=step.reasons,
    )


ROUTES: list[Any] = [check_certificate, list_certificates, read_certificate, take_step]
