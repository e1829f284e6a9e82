"""An occupation's health and safety conditions never fall, whatever the filing frees from."""

from datetime import date

import pytest

from registry.policy.facts import Employment, LegalSource, PersonFacts, Privileges
from registry.policy.rules.judging import judge
from registry.policy.shipped import shipped_policy
from registry.rounds.rules.safety import with_safety

ON = date(2024, 6, 1)
UNDERGROUND, ELECTRICIAN = "6-16-01-05", "6-31-01-03"
EVERYTHING = Privileges(
    relax=("education", "seniority", "age", "ratio"),
    source=LegalSource(title="通知", number="晋人社厅发〔2024〕11号", article="一"),
)


def judged(born: date | None, occupation: str) -> bool | None:
    facts = PersonFacts(
        birth_date=born,
        employment=(Employment(first_day=date(2024, 1, 1), last_day=None, occupation=occupation, related_to=()),),
    )
    rules = shipped_policy().eligibility_rules(occupation, ON)
    decision = judge(facts, rules=rules, level=5, occupation=occupation, on=ON, privileges=EVERYTHING)
    return with_safety(decision, facts, occupation).eligible


@pytest.mark.parametrize(
    ("born", "eligible"),
    [
        (date(2006, 6, 1), True),  # eighteen on the day
        (date(2006, 6, 2), False),  # eighteen on the day after
        (date(2008, 6, 1), False),  # sixteen
        (None, None),
    ],
)
def test_underground_work_asks_for_eighteen_years(born: date | None, eligible: bool | None) -> None:
    assert judged(born, UNDERGROUND) is eligible


def test_other_work_does_not() -> None:
    assert judged(date(2008, 6, 1), ELECTRICIAN) is True


def test_the_decision_says_why_and_by_which_law() -> None:
    facts = PersonFacts(birth_date=date(2007, 1, 1))
    rules = shipped_policy().eligibility_rules(UNDERGROUND, ON)
    decision = with_safety(judge(facts, rules=rules, level=5, occupation=UNDERGROUND, on=ON), facts, UNDERGROUND)

    assert decision.barred is not None
    assert (decision.barred.code, decision.barred.required["value"]) == ("eligibility.safety", 18)
    assert "18" in decision.barred.message.zh
    assert decision.as_json()["barred"]["source"]["title"] == "中华人民共和国劳动法"
