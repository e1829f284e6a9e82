"""The states of a round (批次状态) and the acts that lead from one to the next; nothing else changes a state."""

from enum import StrEnum

from registry.foundation.problems import Conflict, Message, Problem, message


class RoundState(StrEnum):
    """Where a round stands."""

    DRAFTED = "drafted"
    ROSTER_CONFIRMED = "roster-confirmed"
    ADMITTED = "admitted"
    SCORED = "scored"
    LOCKED = "locked"
    ISSUED = "issued"
    CLOSED = "closed"
    CANCELLED = "cancelled"

    @property
    def in_words(self) -> Message:
        """The state as a person reads it."""
        return _STATE_WORDS[self]


class RoundAct(StrEnum):
    """What is done to a round."""

    CONFIRM_ROSTER = "confirm-roster"
    ENTER_FACTS = "enter-facts"
    ADMIT = "admit"
    ENTER_SCORES = "enter-scores"
    COMPLETE_SCORES = "complete-scores"
    LOCK_SCORES = "lock-scores"
    ADD_PHOTOS = "add-photos"
    ISSUE = "issue"
    CLOSE = "close"
    CANCEL = "cancel"


_STATE_WORDS = {
    RoundState.DRAFTED: message("待交名册"),
    RoundState.ROSTER_CONFIRMED: message("名册已确认"),
    RoundState.ADMITTED: message("已准考"),
    RoundState.SCORED: message("成绩已录齐"),
    RoundState.LOCKED: message("成绩已锁定"),
    RoundState.ISSUED: message("证书已发"),
    RoundState.CLOSED: message("已办结"),
    RoundState.CANCELLED: message("已取消"),
}

# Publicity (公示) will stand between the locked scores and the certificates.
STEPS: dict[tuple[RoundState, RoundAct], RoundState] = {
    (RoundState.DRAFTED, RoundAct.CONFIRM_ROSTER): RoundState.ROSTER_CONFIRMED,
    (RoundState.ROSTER_CONFIRMED, RoundAct.CONFIRM_ROSTER): RoundState.ROSTER_CONFIRMED,
    (RoundState.ROSTER_CONFIRMED, RoundAct.ENTER_FACTS): RoundState.ROSTER_CONFIRMED,
    (RoundState.ROSTER_CONFIRMED, RoundAct.ADMIT): RoundState.ADMITTED,
    (RoundState.ROSTER_CONFIRMED, RoundAct.ADD_PHOTOS): RoundState.ROSTER_CONFIRMED,
    (RoundState.ADMITTED, RoundAct.ADD_PHOTOS): RoundState.ADMITTED,
    (RoundState.ADMITTED, RoundAct.ENTER_SCORES): RoundState.ADMITTED,
    (RoundState.ADMITTED, RoundAct.COMPLETE_SCORES): RoundState.SCORED,
    (RoundState.SCORED, RoundAct.ADD_PHOTOS): RoundState.SCORED,
    (RoundState.SCORED, RoundAct.ENTER_SCORES): RoundState.SCORED,
    (RoundState.SCORED, RoundAct.LOCK_SCORES): RoundState.LOCKED,
    (RoundState.LOCKED, RoundAct.ADD_PHOTOS): RoundState.LOCKED,
    (RoundState.LOCKED, RoundAct.ISSUE): RoundState.ISSUED,
    (RoundState.ISSUED, RoundAct.CLOSE): RoundState.CLOSED,
    (RoundState.DRAFTED, RoundAct.CANCEL): RoundState.CANCELLED,
    (RoundState.ROSTER_CONFIRMED, RoundAct.CANCEL): RoundState.CANCELLED,
    (RoundState.ADMITTED, RoundAct.CANCEL): RoundState.CANCELLED,
    (RoundState.SCORED, RoundAct.CANCEL): RoundState.CANCELLED,
    (RoundState.LOCKED, RoundAct.CANCEL): RoundState.CANCELLED,
}


def step(state: RoundState, act: RoundAct) -> RoundState:
    """Return the state to which an act leads, or raise `Conflict` saying where the round stands."""
    after = STEPS.get((state, act))
    if after is None:
        raise Conflict(
            Problem(
                "round.not-now",
                message("本批次现在的状态是“{state}”，不能办理这一步。", state=state.in_words),
                cure=message("可能有人先办理了。请回到批次页面查看现在该办什么。"),
            )
        )
    return after


def allowed_acts(state: RoundState) -> frozenset[RoundAct]:
    """Return what can be done to a round in this state."""
    return frozenset(act for before, act in STEPS if before is state)
