"""A round's state changes along its table of steps and in no other way."""

import pytest

from registry.foundation.problems import Conflict
from registry.rounds.rules.states import STEPS, RoundAct, RoundState, allowed_acts, step

ENDED = {RoundState.CLOSED, RoundState.CANCELLED}


@pytest.mark.parametrize("state", RoundState)
@pytest.mark.parametrize("act", RoundAct)
def test_what_the_table_does_not_allow_is_refused(state: RoundState, act: RoundAct) -> None:
    if (state, act) in STEPS:
        assert step(state, act) is STEPS[state, act]
        return
    with pytest.raises(Conflict) as caught:
        step(state, act)
    assert caught.value.problems[0].code == "round.not-now"


def test_the_way_from_the_draft_to_the_end_is_the_one_that_the_law_asks_for() -> None:
    state = RoundState.DRAFTED
    way = [state]
    for act in (
        RoundAct.CONFIRM_ROSTER,
        RoundAct.ADMIT,
        RoundAct.COMPLETE_SCORES,
        RoundAct.LOCK_SCORES,
        RoundAct.ISSUE,
        RoundAct.CLOSE,
    ):
        state = step(state, act)
        way.append(state)

    assert way == [state for state in RoundState if state is not RoundState.CANCELLED]


@pytest.mark.parametrize("state", RoundState)
def test_a_round_is_cancelled_before_anything_is_issued_and_not_after(state: RoundState) -> None:
    before = state not in ENDED | {RoundState.ISSUED}

    assert (RoundAct.CANCEL in allowed_acts(state)) is before


@pytest.mark.parametrize("state", sorted(ENDED))
def test_an_ended_round_stays_as_it_is(state: RoundState) -> None:
    assert allowed_acts(state) == frozenset()


@pytest.mark.parametrize("state", [RoundState.LOCKED, RoundState.ISSUED, RoundState.CLOSED])
def test_locked_scores_are_not_entered_again(state: RoundState) -> None:
    assert RoundAct.ENTER_SCORES not in allowed_acts(state)
