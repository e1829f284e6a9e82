"""The states of a filing, and the steps between them (备案状态)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from registry.foundation.problems import Conflict, Message, Problem, Refusal, message

LONGEST_REASONS = 1000
LONGEST_NUMBER = 60


class FilingState(StrEnum):
    """What a filing is worth, apart from its days."""

    FILED = "filed"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"

    @property
    def in_words(self) -> Message:
        """The state as one word."""
        return _STATE_WORDS[self]


_STATE_WORDS = {
    FilingState.FILED: message("已备案"),
    FilingState.SUSPENDED: message("已暂停评价"),
    FilingState.WITHDRAWN: message("已取消备案"),
}


@dataclass(frozen=True, slots=True)
class FilingAct:
    """A step in a filing's life: from which states, to which, as a verb and as a heading of its history."""

    name: str
    before: frozenset[FilingState]
    after: FilingState
    words: Message
    done: Message


STEPS: Mapping[str, FilingAct] = {
    step.name: step
    for step in (
        FilingAct(
            "suspend",
            frozenset({FilingState.FILED}),
            FilingState.SUSPENDED,
            message("暂停评价"),
            message("暂停了评价"),
        ),
        FilingAct(
            "lift",
            frozenset({FilingState.SUSPENDED}),
            FilingState.FILED,
            message("恢复评价"),
            message("恢复了评价"),
        ),
        FilingAct(
            "withdraw",
            frozenset({FilingState.FILED, FilingState.SUSPENDED}),
            FilingState.WITHDRAWN,
            message("取消备案"),
            message("取消了备案"),
        ),
    )
}
ENTERED = message("录入了备案")
PRIVILEGES_CHANGED = message("更改了放宽的限制")


def act_in_words(act: str) -> Message:
    """Return what a step of the history says."""
    if act in STEPS:
        return STEPS[act].done
    return ENTERED if act == "enter" else PRIVILEGES_CHANGED


def allowed_steps(state: FilingState) -> tuple[FilingAct, ...]:
    """Return the steps that lead on from a state."""
    return tuple(step for step in STEPS.values() if state in step.before)


def take_step(name: str, state: FilingState, reasons: str) -> FilingState:
    """Return the state after a step; raises `Conflict` where none leads on, `Refusal` at "reasons" without any."""
    step = STEPS[name]
    if state not in step.before:
        raise Conflict(
            Problem(
                "filing.state",
                message("备案的状态现在是“{state}”，不能{step}。", state=state.in_words, step=step.words),
                cure=message("请返回备案页面查看现在的情况。"),
            )
        )
    require_reasons(reasons)
    return step.after


def require_reasons(reasons: str) -> None:
    """Raise `Refusal` at "reasons" where there are none."""
    if not reasons.strip():
        raise Refusal(
            Problem("filing.reasons", message("没有填写理由。"), "reasons", message("请写明查明的事实和依据。"))
        )


def diagram() -> str:
    """Return the states and steps as a Mermaid state diagram, for the documentation."""
    lines = ["stateDiagram-v2", f"    [*] --> {FilingState.FILED}: enter"]
    for step in STEPS.values():
        lines += [f"    {before} --> {step.after}: {step.name}" for before in sorted(step.before)]
    return "\n".join(lines) + "\n"
