"""The answer page, rendered once for each state, language and day, and then filled in for each certificate.

Rendering a page takes several times as long as finding a certificate. What differs from one answer to the next are
twelve words; where they stand is marked when the page is rendered, and they are escaped when they are put there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Any

from litestar import Response
from markupsafe import escape

from registry.certificates.queries import level_words
from registry.certificates.rules.checking import DOES_NOT_REPLACE, Answer
from registry.certificates.rules.form import printed_job_type
from registry.certificates.rules.states import State
from registry.foundation.languages import Language, speaking, spoken_language
from registry.foundation.pages import AnyRequest, clock_of
from registry.foundation.reading_aids import day, grouped, moment

TONES = {State.VALID: "good", State.SUSPENDED: "wait", State.REVOKED: "bad", State.SUPERSEDED: "wait"}
TEMPLATE = "certificates/answer.html"
PUBLIC_HEADERS = {"referrer-policy": "no-referrer", "x-robots-tag": "noindex, nofollow, noarchive"}
# Marks of places: no one types them, no filter of the templates changes them, and a path stays as it is in a query.
_PLACE = re.compile("\ue000([a-z_]+)\ue001|(-PATH-OF-THIS-PAGE-)")
_PATH = "-PATH-OF-THIS-PAGE-"


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """An answer in the words of the page."""

    state: State
    name: str
    occupation: str
    job_type: str
    level: str
    body: str
    issued_on: str
    number: str

    @property
    def tone(self) -> str:
        """The colour beside the word."""
        return TONES[self.state]


_WORDS = tuple(each.name for each in fields(ShownAnswer) if each.name != "state")


def shown(answer: Answer) -> ShownAnswer:
    """Return an answer in words of the spoken language."""
    assert answer.state is not None, "only certificates that are there are shown"
    return ShownAnswer(
        state=answer.state,
        name=answer.name or "",
        occupation=answer.occupation or "",
        job_type=printed_job_type(answer.job_type),
        level=str(level_words(answer.level or 0)),
        body=answer.body or "",
        issued_on=day(answer.issued_on) if answer.issued_on else "",
        number=grouped(answer.number or ""),
    )


def prepared_answer(request: AnyRequest, answer: Answer, where: str) -> Response[str]:
    """Return the page of one certificate; `where` is the address at which it was checked."""
    settings, clock, words = request.app.state.settings, clock_of(request), shown(answer)
    kind = _Kind(words.state, spoken_language(), clock.today(), settings.is_demo, _Engine(request))
    values = {
        **{name: getattr(words, name) for name in _WORDS},
        "checked_at": moment(clock.now()),
        "checked_where": where,
        _PATH: request.scope["path"],
    }
    text = "".join(_filled(_pieces(kind), values))
    return Response(text, media_type="text/html", headers=dict(PUBLIC_HEADERS))


class _Engine:
    """The application's templates; all applications of a process have the same."""

    def __init__(self, request: AnyRequest) -> None:
        self.templates: Any = request.app.template_engine

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Engine)

    def __hash__(self) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class _Kind:
    state: State
    language: Language
    today: date
    demo: bool
    engine: _Engine


@lru_cache(maxsize=32)
def _pieces(kind: _Kind) -> tuple[str, ...]:
    """Return the rendered page cut at its places: text and the name of a place by turns."""
    marked = {name: f"\ue000{name}\ue001" for name in _WORDS}
    with speaking(kind.language):
        text = kind.engine.templates.get_template(TEMPLATE).render(
            viewer=None,
            demo=kind.demo,
            language=kind.language,
            path=_PATH,
            today=kind.today,
            upload_token="",
            csrf_input="",
            problems=(),
            answers=(ShownAnswer(state=kind.state, **marked),),
            does_not_replace=DOES_NOT_REPLACE,
            checked_at="\ue000checked_at\ue001",
            checked_where="\ue000checked_where\ue001",
        )
    return tuple(piece for piece in _PLACE.split(text) if piece is not None)


def _filled(pieces: tuple[str, ...], values: Mapping[str, str]) -> list[str]:
    return [str(escape(values[piece])) if place % 2 else piece for place, piece in enumerate(pieces)]
