"""Programs of the people of an enterprise: what they send with their tokens, and every operation that there is."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from httpx import AsyncClient, Response

from registry.foundation.clock import StoppedClock
from registry.foundation.encryption import token_hash
from registry.foundation.viewers import Role, Viewer
from registry.people.tables import MachineToken
from registry.settings import Settings
from tests.web import browser

CLERK = frozenset({Role.CLERK})
APPROVER = frozenset({Role.APPROVER})
ASSESSOR = frozenset({Role.ASSESSOR})
SEEING = frozenset({Role.CLERK, Role.APPROVER, Role.ASSESSOR, Role.OFFICER, Role.AUDITOR})
FILE = ("file", b"not a file of that kind", "application/octet-stream")


@dataclass(slots=True)
class Programs:
    """The API as programs with tokens meet it; each viewer has a token of its own, made when it is first needed."""

    client: AsyncClient
    clock: StoppedClock
    tokens: dict[UUID | None, str] = field(default_factory=dict)

    async def send(self, viewer: Viewer | None, method: str, path: str, **more: Any) -> Response:
        """Send a request with the viewer's token, or with none."""
        shown = {} if viewer is None else {"authorization": f"Bearer {await self.token_of(viewer)}"}
        headers = {**shown, **more.pop("headers", {})}
        return await self.client.request(
            method, f"/api/v1{path}", headers={**headers, **more.pop("headers", {})}, **more
        )

    async def token_of(self, viewer: Viewer) -> str:
        """Return the viewer's token."""
        if viewer.membership not in self.tokens:
            token = uuid4().hex
            row = MachineToken(
                token_hash=token_hash(token),
                membership=viewer.membership,
                label="test",
                created_by=viewer.account,
                created_at=self.clock.now(),
                expires_at=self.clock.now() + timedelta(days=1),
            )
            await MachineToken.insert(row)
            self.tokens[viewer.membership] = token
        return self.tokens[viewer.membership]


@asynccontextmanager
async def programs(settings: Settings, clock: StoppedClock) -> AsyncIterator[Programs]:
    """Open the application to programs."""
    async with browser(settings, clock) as opened:
        yield Programs(opened.client, clock)


@dataclass(frozen=True, slots=True)
class OperationAsked:
    """An operation: how it is sent, and the roles whose programs may try it."""

    method: str
    path: str
    roles: frozenset[Role]
    more: Mapping[str, Any] = field(default_factory=dict)

    def sent_to(self, round_id: UUID) -> tuple[str, str]:
        """Return method and path for a round; whatever else the path names is not there."""
        named = self.path.replace("{round_id}", str(round_id))
        for other in ("{roster_id}", "{candidate_id}"):
            named = named.replace(other, str(UUID(int=7)))
        return self.method, named.replace("{member}", "education")


_ROUND = "/rounds/{round_id}"
_ROSTER = f"{_ROUND}/rosters/{{roster_id}}"
_CANDIDATE = f"{_ROUND}/candidates/{{candidate_id}}"
OPERATIONS: dict[str, OperationAsked] = {
    "listRounds": OperationAsked("GET", "/rounds", SEEING),
    "readRound": OperationAsked("GET", _ROUND, SEEING),
    "listOpeningChoices": OperationAsked("GET", "/rounds/choices", CLERK),
    "openRound": OperationAsked("PUT", _ROUND, CLERK, {"json": {}}),
    "readTemplate": OperationAsked("GET", "/rosters/template.xlsx", CLERK),
    "listRosters": OperationAsked("GET", f"{_ROUND}/rosters", CLERK),
    "sendRoster": OperationAsked("POST", f"{_ROUND}/rosters", CLERK, {"files": {"roster": FILE}}),
    "readRoster": OperationAsked("GET", _ROSTER, CLERK),
    "throwRosterAway": OperationAsked("DELETE", _ROSTER, CLERK),
    "listRows": OperationAsked("GET", f"{_ROSTER}/rows", CLERK),
    "mapColumns": OperationAsked("PUT", f"{_ROSTER}/mapping", CLERK, {"json": {"columns": {"工号": "not_used"}}}),
    "confirmRoster": OperationAsked("POST", f"{_ROSTER}/confirmation", CLERK),
    "readRefusedRows": OperationAsked("GET", f"{_ROSTER}/refused.xlsx", CLERK),
    "listCandidates": OperationAsked("GET", f"{_ROUND}/candidates", SEEING),
    "readCandidate": OperationAsked("GET", _CANDIDATE, SEEING),
    "addFact": OperationAsked("POST", f"{_CANDIDATE}/facts/{{member}}", CLERK, {"files": {"proof": FILE}}),
    "sendPhotos": OperationAsked("POST", f"{_ROUND}/photos", CLERK, {"files": {"photos": FILE}}),
    "sendPhoto": OperationAsked("PUT", f"{_CANDIDATE}/photo", CLERK, {"files": {"photo": FILE}}),
    "readPhoto": OperationAsked("GET", f"{_CANDIDATE}/photo", SEEING),
    "admitCandidates": OperationAsked("POST", f"{_ROUND}/admission", APPROVER),
    "readIssuing": OperationAsked("GET", f"{_ROUND}/issuing", SEEING),
    "issueCertificates": OperationAsked("POST", f"{_ROUND}/issuing", APPROVER),
    "closeRound": OperationAsked("POST", f"{_ROUND}/closing", APPROVER),
    "cancelRound": OperationAsked("POST", f"{_ROUND}/cancellation", APPROVER, {"json": {"reason": "改期"}}),
    "listScores": OperationAsked("GET", f"{_ROUND}/scores", SEEING),
    "putScores": OperationAsked(
        "PUT",
        f"{_ROUND}/scores",
        ASSESSOR,
        {"json": {"marks": [{"candidate": str(UUID(int=7)), "part": "theory", "mark": 80}]}},
    ),
    "readSheet": OperationAsked("GET", f"{_ROUND}/scores/sheet.xlsx", ASSESSOR),
    "sendSheet": OperationAsked("POST", f"{_ROUND}/scores/sheet", ASSESSOR, {"files": {"sheet": FILE}}),
    "lockScores": OperationAsked("POST", f"{_ROUND}/scores/lock", ASSESSOR),
    "listOwnRounds": OperationAsked("GET", "/my/rounds", SEEING),
}
