"""Who of a roster may be graded: each person held against the dated rules for the round's level (申报条件)."""

from collections.abc import Iterator
from dataclasses import dataclass

from registry.policy.decisions import Decision
from registry.policy.facts import PersonFacts, Privileges
from registry.policy.law import RuleSet
from registry.policy.rules.judging import judge
from registry.policy.shipped import shipped_policy
from registry.rounds.roster.model import AskedRound, RosterReading, RosterRow


@dataclass(frozen=True, slots=True)
class JudgedRoster:
    """A reading with what became of each row: true, false, or None where it is not known or not judged."""

    reading: RosterReading
    eligible: tuple[bool | None, ...]

    @property
    def rows(self) -> Iterator[tuple[RosterRow, bool | None]]:
        """Each row with whether the person may be graded."""
        return zip(self.reading.rows, self.eligible, strict=True)

    def count(self, answer: bool | None) -> int:
        """Return how many of the people whom the file brings in got this answer."""
        return sum(row.is_candidate and eligible is answer for row, eligible in self.rows)


def rules_for(asked: AskedRound) -> RuleSet | None:
    """Return the shipped rules for a round; None for the levels that no examination leads to."""
    if not asked.level.examined:
        return None
    return shipped_policy().eligibility_rules(asked.occupation, asked.on)


def judge_person(
    facts: PersonFacts, asked: AskedRound, rules: RuleSet, privileges: Privileges | None = None
) -> Decision:
    """Return the whole decision on one person, with every path and reason."""
    if asked.level.code is None:
        raise ValueError("no rules judge a level without examination")
    return judge(
        facts,
        rules=rules,
        level=asked.level.code,
        occupation=asked.occupation,
        on=asked.on,
        privileges=privileges,
    )


def judge_roster(
    reading: RosterReading, *, rules: RuleSet | None, privileges: Privileges | None = None
) -> JudgedRoster:
    """Judge every row that brings somebody in; refused rows and repeats are not judged.

    Only the answers are kept: fifty thousand decisions with their reasons would fill the memory.
    `judge_person` gives the reasons of one person again.
    """
    if rules is None:
        return JudgedRoster(reading, (None,) * len(reading.rows))
    asked = reading.asked
    return JudgedRoster(
        reading,
        tuple(
            judge_person(row.facts, asked, rules, privileges).eligible if row.is_candidate else None
            for row in reading.rows
        ),
    )
