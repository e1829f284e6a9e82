"""The life of a certificate: every state, step and role."""

from itertools import product

import pytest

from registry.certificates.rules.states import (
    STEPS,
    State,
    allowed_steps,
    diagram,
    grounds,
    grounds_for,
    take_step,
)
from registry.foundation.problems import Conflict, NotAllowed, Problem, Refusal
from registry.foundation.viewers import Role

ALLOWED = {
    (State.VALID, "suspend"): State.SUSPENDED,
    (State.VALID, "revoke"): State.REVOKED,
    (State.VALID, "supersede"): State.SUPERSEDED,
    (State.SUSPENDED, "lift"): State.VALID,
    (State.SUSPENDED, "revoke"): State.REVOKED,
}


def took(name: str, state: State, **other: object) -> State:
    given = {"role": Role.OFFICER, "ground": "substitution", "reasons": "监控录像显示由他人参加考核。", **other}
    return take_step(name, state, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(("state", "step"), list(product(State, STEPS)))
def test_a_step_leads_where_the_table_says_or_nowhere(state: State, step: str) -> None:
    if (state, step) in ALLOWED:
        assert took(step, state) is ALLOWED[state, step]
    else:
        with pytest.raises(Conflict) as refused:
            took(step, state)
        assert [problem.code for problem in refused.value.problems] == ["certificate.step-state"]


@pytest.mark.parametrize(("step", "role"), list(product(STEPS, sorted(set(Role) - {Role.OFFICER}))))
def test_only_an_officer_changes_a_state(step: str, role: Role) -> None:
    for state in STEPS[step].before:
        with pytest.raises(NotAllowed):
            took(step, state, role=role)
    assert [allowed for state in State for allowed in allowed_steps(state, role)] == []


@pytest.mark.parametrize("state", State)
def test_an_officer_is_offered_the_steps_of_the_table(state: State) -> None:
    offered = {step.name for step in allowed_steps(state, Role.OFFICER)}
    assert offered == {step for before, step in ALLOWED if before is state}


@pytest.mark.parametrize("state", [State.REVOKED, State.SUPERSEDED])
def test_nothing_leads_back_from_a_revoked_or_superseded_certificate(state: State) -> None:
    assert allowed_steps(state, Role.OFFICER) == ()


def problems_of(**given: object) -> list[tuple[str, str | None]]:
    with pytest.raises(Refusal) as refused:
        took(**given)  # type: ignore[arg-type]
    return [(problem.code, problem.where) for problem in refused.value.problems]


@pytest.mark.parametrize("ground", [None, "", "no-such-ground", "data-under-correction"])
def test_a_revocation_needs_a_ground_of_its_own(ground: str | None) -> None:
    assert problems_of(name="revoke", state=State.VALID, ground=ground) == [("certificate.ground", "ground")]


def test_wrong_data_suspend_a_certificate_and_do_not_revoke_it() -> None:
    assert took("suspend", State.VALID, ground="data-under-correction") is State.SUSPENDED
    assert [ground.id for ground in grounds_for("suspend")] == list(grounds())
    assert [ground.id for ground in grounds_for("revoke")] == [
        ground for ground in grounds() if ground != "data-under-correction"
    ]


def test_lifting_needs_no_ground_but_reasons() -> None:
    assert took("lift", State.SUSPENDED, ground=None) is State.VALID
    assert problems_of(name="lift", state=State.SUSPENDED, ground=None, reasons=" \n") == [
        ("certificate.reasons", "reasons")
    ]


def test_all_that_is_missing_is_told_at_once() -> None:
    assert problems_of(name="revoke", state=State.VALID, ground=None, reasons="") == [
        ("certificate.ground", "ground"),
        ("certificate.reasons", "reasons"),
    ]


def test_reasons_have_an_end() -> None:
    assert took("lift", State.SUSPENDED, reasons="由" * 1000) is State.VALID
    assert problems_of(name="lift", state=State.SUSPENDED, reasons="由" * 1001) == [("certificate.reasons", "reasons")]


def test_every_state_ground_and_step_has_words_in_both_languages() -> None:
    texts = [
        *(state.in_words for state in State),
        *(state.meaning for state in State),
        *(ground.words for ground in grounds().values()),
        *(step.words for step in STEPS.values()),
    ]
    untold = [text.text for text in texts if text.in_language("en") in {"", text.text}]
    assert untold == []


def test_a_refusal_says_the_state_in_words() -> None:
    with pytest.raises(Conflict) as refused:
        took("suspend", State.REVOKED)
    (problem,) = refused.value.problems
    assert isinstance(problem, Problem)
    assert problem.in_both() == {
        "zh": "证书现为“已撤销”，不能办理暂停。请刷新页面，查看证书的最新状态和办理记录。",
        "en": "The certificate's state is now “Revoked”; this does not allow its suspension. "
        "Please reload the page to see the certificate's present state and history.",
    }


def test_the_diagram_shows_each_step_of_the_table() -> None:
    assert diagram() == (
        "stateDiagram-v2\n"
        "    [*] --> valid: issue\n"
        "    valid --> suspended: suspend\n"
        "    suspended --> valid: lift\n"
        "    suspended --> revoked: revoke\n"
        "    valid --> revoked: revoke\n"
        "    valid --> superseded: supersede\n"
    )
