"""The states of a certificate (证书状态), the steps between them, who may take them and on which grounds.

The record of a certificate is never deleted and its number never given again; only its state changes.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from registry.certificates.rules.schemes import Words
from registry.foundation.places import SEEDS
from registry.foundation.problems import Conflict, Message, NotAllowed, Problem, Refusal, message
from registry.foundation.viewers import Role

_GROUNDS = SEEDS / "catalogue" / "revocation-grounds.toml"
LONGEST_REASONS = 1000


class State(StrEnum):
    """What a certificate is worth today."""

    VALID = "valid"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"

    @property
    def in_words(self) -> Message:
        """The state as one word, large enough to be read from an arm's length."""
        return _STATE_WORDS[self]

    @property
    def meaning(self) -> Message:
        """What the state means for whoever was shown the certificate."""
        return _MEANINGS[self]


_STATE_WORDS = {
    State.VALID: message("有效"),
    State.SUSPENDED: message("暂停使用"),
    State.REVOKED: message("已撤销"),
    State.SUPERSEDED: message("已被替换"),
}
_MEANINGS = {
    State.VALID: message("本证书由下列评价机构颁发，现为有效。"),
    State.SUSPENDED: message("主管部门正在核实与本证书有关的情况，核实期间本证书暂停使用。"),
    State.REVOKED: message("本证书已由主管部门撤销，不再有效。"),
    State.SUPERSEDED: message("本证书的信息已经更正，请以更正后的证书为准。"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A change of state: from which states, to which, by which roles, and whether it needs a ground from the list."""

    name: str
    before: frozenset[State]
    after: State
    roles: frozenset[Role]
    needs_ground: bool
    words: Message


_OFFICERS = frozenset({Role.OFFICER})
STEPS: Mapping[str, Step] = {
    step.name: step
    for step in (
        Step("suspend", frozenset({State.VALID}), State.SUSPENDED, _OFFICERS, True, message("暂停")),
        Step("lift", frozenset({State.SUSPENDED}), State.VALID, _OFFICERS, False, message("解除暂停")),
        Step(
            "revoke",
            frozenset({State.VALID, State.SUSPENDED}),
            State.REVOKED,
            _OFFICERS,
            True,
            message("撤销"),
        ),
        Step("supersede", frozenset({State.VALID}), State.SUPERSEDED, _OFFICERS, False, message("以更正后的证书替换")),
    )
}


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground on which a certificate may be suspended or revoked."""

    id: str
    steps: frozenset[str]
    words: Words


@cache
def grounds() -> Mapping[str, Ground]:
    """Return all grounds by id, in the order of the catalogue."""
    tables = tomllib.loads(_GROUNDS.read_text(encoding="utf-8"))["ground"]
    found = {
        table["id"]: Ground(table["id"], frozenset(table["steps"]), Words(table["zh"], english=table["en"]))
        for table in tables
    }
    if len(found) != len(tables) or any(not ground.steps <= STEPS.keys() for ground in found.values()):
        raise ValueError(f"{_GROUNDS.name}: an id stands twice, or a step is unknown")
    return found


def grounds_for(step: str) -> tuple[Ground, ...]:
    """Return the grounds that may be given for a step."""
    return tuple(ground for ground in grounds().values() if step in ground.steps)


def allowed_steps(state: State, role: Role) -> tuple[Step, ...]:
    """Return the steps that a role may take from a state."""
    return tuple(step for step in STEPS.values() if state in step.before and role in step.roles)


def take_step(name: str, state: State, *, role: Role, ground: str | None, reasons: str) -> State:
    """Return the state after a step.

    Raises `NotAllowed` where the role may not take it, `Conflict` where the state has changed in the meantime, and a
    refusal with a problem at each field ("ground", "reasons") that is missing or wrong.
    """
    step = STEPS[name]
    if role not in step.roles:
        raise NotAllowed(_not_for_role(step))
    if state not in step.before:
        raise Conflict(_not_from_state(step, state))
    problems = [*_ground_problems(step, ground), *_reasons_problems(reasons)]
    if problems:
        raise Refusal(problems)
    return step.after


def diagram() -> str:
    """Return the states and steps as a Mermaid state diagram, for the documentation."""
    lines = ["stateDiagram-v2", f"    [*] --> {State.VALID}: issue"]
    for step in STEPS.values():
        lines += [f"    {before} --> {step.after}: {step.name}" for before in sorted(step.before)]
    return "\n".join(lines) + "\n"


def _ground_problems(step: Step, ground: str | None) -> list[Problem]:
    if not step.needs_ground:
        return []
    if ground in {known.id for known in grounds_for(step.name)}:
        return []
    what = message("没有选择{step}的理由。", step=step.words)
    return [Problem("certificate.ground", what, where="ground", cure=message("请从所列理由中选择一项。"))]


def _reasons_problems(reasons: str) -> list[Problem]:
    length = len(reasons.strip())
    if length == 0:
        what, cure = message("没有填写事实和依据。"), message("请写明查明的事实和处理依据，持证人会看到。")
        return [Problem("certificate.reasons", what, where="reasons", cure=cure)]
    if length > LONGEST_REASONS:
        what = message("事实和依据共 {length} 字，超过 {limit} 字。", length=length, limit=LONGEST_REASONS)
        return [Problem("certificate.reasons", what, where="reasons", cure=message("请写得简短一些，详情另附材料。"))]
    return []


def _not_for_role(step: Step) -> Problem:
    return Problem(
        "certificate.step-role",
        message("您现在的身份不能办理证书的{step}。", step=step.words),
        cure=message("此事由备案的主管部门办理。"),
    )


def _not_from_state(step: Step, state: State) -> Problem:
    return Problem(
        "certificate.step-state",
        message("证书现为“{state}”，不能办理{step}。", state=state.in_words, step=step.words),
        cure=message("请刷新页面，查看证书的最新状态和办理记录。"),
    )
