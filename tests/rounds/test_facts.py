"""A fact that was missing is added with its proof or on the person's word, and the person is judged again."""

import pytest
from piccolo.engine.postgres import PostgresEngine

from registry.foundation.clock import StoppedClock
from registry.foundation.forms import Form
from registry.foundation.problems import Absent, Conflict, NotAllowed, Refusal
from registry.rounds.queries import candidate_page, candidates_of
from registry.rounds.rules.fact_entry import FactToAdd, Member, read_fact, values_of, with_fact
from registry.rounds.service.admission import admit_candidates
from registry.rounds.service.facts import Proof, add_fact
from registry.settings import Settings
from tests.rounds.world import ELECTRICIAN, LONG, SHORT, enterprise, roster, with_roster

SCAN = Proof(b"%PDF-1.7 a scan", "application/pdf", "证书.pdf")
FOURTH = {
    "kind": "职业技能等级",
    "level": 4,
    "issued": "2018-05-06",
    "occupation": ELECTRICIAN,
    "related_to": [],
}


def certificate(**changed: str) -> Form:
    """The form of a certificate, as a clerk fills it in."""
    typed = {"kind": "职业技能等级", "certificate_level": "4", "issued": "2018年5月6日", "relation": "same"}
    return Form.filled(**{**typed, **changed})


def test_a_form_becomes_the_record_that_the_rules_read() -> None:
    assert read_fact(Member.CERTIFICATES, certificate(), ELECTRICIAN) == FactToAdd(Member.CERTIFICATES, FOURTH, False)


@pytest.mark.parametrize(("relation", "related"), [("related", [ELECTRICIAN]), ("other", [])])
def test_a_certificate_of_another_occupation_is_related_or_not(relation: str, related: list[str]) -> None:
    record = read_fact(Member.CERTIFICATES, certificate(relation=relation), ELECTRICIAN).record

    assert record["occupation"] != ELECTRICIAN
    assert record["related_to"] == related


@pytest.mark.parametrize("field", ["kind", "certificate_level", "issued", "relation"])
def test_whatever_is_missing_is_said_at_its_field(field: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_fact(Member.CERTIFICATES, certificate(**{field: ""}), ELECTRICIAN)

    assert [problem.where for problem in caught.value.problems] == [field]


def test_a_spell_of_work_that_ends_before_it_begins_is_refused() -> None:
    form = Form.filled(**{"from": "2020-1-1", "to": "2019-12-31", "relation": "same"})

    with pytest.raises(Refusal) as caught:
        read_fact(Member.EMPLOYMENT, form, ELECTRICIAN)

    assert [problem.code for problem in caught.value.problems] == ["facts.order"]


def test_what_was_not_known_becomes_known_with_the_first_record_or_with_none_at_all() -> None:
    assert with_fact({}, FactToAdd(Member.TITLES, None, committed=False)) == {"titles": []}
    assert with_fact({}, FactToAdd(Member.CERTIFICATES, FOURTH, committed=False)) == {"certificates": [FOURTH]}


def test_a_commitment_is_noted_and_a_proof_takes_it_away() -> None:
    committed = with_fact({}, FactToAdd(Member.TITLES, None, committed=True))

    assert committed == {"titles": [], "commitments": ["titles"]}
    assert with_fact(committed, FactToAdd(Member.TITLES, None, committed=False)) == {"titles": []}


def test_a_record_that_was_given_incompletely_is_completed_in_its_place() -> None:
    incomplete = {"level": 4, "issued": "2018-05-06"}
    form = Form.filled(**{**values_of(Member.CERTIFICATES, incomplete, ELECTRICIAN), "replaces": "0"})
    assert form.typed("certificate_level") == "4"
    completed = certificate(replaces="0")

    facts = with_fact({"certificates": [incomplete]}, read_fact(Member.CERTIFICATES, completed, ELECTRICIAN))

    assert facts == {"certificates": [FOURTH]}


@pytest.mark.parametrize("relation", ["same", "related", "other"])
def test_a_record_shows_itself_in_the_form_as_it_was_entered(relation: str) -> None:
    record = read_fact(Member.CERTIFICATES, certificate(relation=relation), ELECTRICIAN).record

    shown = values_of(Member.CERTIFICATES, record, ELECTRICIAN)

    assert (shown["kind"], shown["certificate_level"], shown["issued"], shown["relation"]) == (
        "职业技能等级",
        "4",
        "2018-05-06",
        relation,
    )


async def test_the_missing_certificate_makes_the_candidate_eligible(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await with_roster(world, clock, settings, roster("5"))
    (candidate,) = await candidates_of(round_id)
    assert candidate.eligible is None

    added = FactToAdd(Member.CERTIFICATES, {**FOURTH, "issued": "2019-06-01"}, committed=False)
    decision = await add_fact(world.clerk, round_id, candidate.id, added, SCAN, now=clock.now())

    assert decision.eligible is True
    shown = await candidate_page(round_id, candidate.id)
    assert shown is not None
    assert (shown.line.eligible, [one["by"] for one in shown.proofs["certificates"]]) == (True, ["file"])
    assert await admit_candidates(world.approver, round_id, now=clock.now()) == 1


async def test_without_proof_or_commitment_nothing_is_added(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await with_roster(world, clock, settings, roster(SHORT))
    (candidate,) = await candidates_of(round_id)
    fact = FactToAdd(Member.TITLES, None, committed=False)

    with pytest.raises(Refusal) as caught:
        await add_fact(world.clerk, round_id, candidate.id, fact, None, now=clock.now())

    assert [problem.where for problem in caught.value.problems] == ["proof"]
    shown = await candidate_page(round_id, candidate.id)
    assert shown is not None
    assert "titles" not in shown.facts


async def test_after_the_admission_facts_are_not_changed_any_more(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await with_roster(world, clock, settings, roster(LONG, SHORT))
    await admit_candidates(world.approver, round_id, now=clock.now())
    (_, other) = await candidates_of(round_id)

    with pytest.raises(Conflict):
        await add_fact(
            world.clerk, round_id, other.id, FactToAdd(Member.TITLES, None, committed=True), None, now=clock.now()
        )


async def test_facts_are_entered_by_the_clerk_of_the_round_alone(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    other = await enterprise(clock, settings, "汾河化工有限公司", prefix="Y000014000124")
    round_id = await with_roster(world, clock, settings, roster(SHORT))
    (candidate,) = await candidates_of(round_id)
    fact = FactToAdd(Member.TITLES, None, committed=True)

    for viewer, answer in ((world.approver, NotAllowed), (world.officer, NotAllowed), (other.clerk, Absent)):
        with pytest.raises(answer):
            await add_fact(viewer, round_id, candidate.id, fact, None, now=clock.now())


async def test_none_at_all_is_not_said_of_what_is_on_record(
    database: PostgresEngine, settings: Settings, clock: StoppedClock
) -> None:
    world = await enterprise(clock, settings)
    round_id = await with_roster(world, clock, settings, roster("5"))
    (candidate,) = await candidates_of(round_id)
    held = FactToAdd(Member.CERTIFICATES, FOURTH, committed=False)
    await add_fact(world.clerk, round_id, candidate.id, held, SCAN, now=clock.now())

    none = FactToAdd(Member.CERTIFICATES, None, committed=True)

    with pytest.raises(Refusal) as caught:
        await add_fact(world.clerk, round_id, candidate.id, none, None, now=clock.now())

    assert [(problem.code, problem.where) for problem in caught.value.problems] == [("facts.not-none", "none_at_all")]
