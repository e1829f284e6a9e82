"""What must be true of rounds, candidates and scores, and of the certificates that came of them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from registry.doctor.invariants import Row, found_by, invariant
from registry.foundation.problems import message
from registry.policy.catalogue import SkillLevel
from registry.policy.shipped import shipped_policy
from registry.rounds.tables import Round

check_who_was_admitted_was_eligible = invariant(
    "candidate.admitted",
    "candidate",
    message("准考的人都被判定为符合申报条件。"),
)(
    found_by("""
select id from candidate
where admitted_at is not null and (eligible is not true or decision ->> 'eligible' is distinct from 'true')""")
)

check_verdicts_agree_with_their_decisions = invariant(
    "candidate.decision",
    "candidate",
    message("考生的判定结果与所附的判定理由一致。"),
)(
    found_by("""
select id from candidate
where decision ? 'eligible' and eligible is distinct from (decision ->> 'eligible')::boolean""")
)

check_rounds_stand_where_their_candidates_do = invariant(
    "round.state",
    "round",
    message("批次的状态与考生的情况一致：名册、准考、成绩、结果。"),
)(
    found_by("""
select r.id from round r left join candidate c on c.round = r.id group by r.id, r.state
having case r.state
  when 'drafted' then count(c.id) > 0
  when 'roster-confirmed' then count(c.id) = 0 or count(c.admitted_at) > 0
  when 'admitted' then count(c.admitted_at) = 0 or count(c.outcome) > 0
  when 'scored' then count(c.admitted_at) = 0 or count(c.outcome) > 0
  when 'cancelled' then false
  else count(c.admitted_at) = 0 or count(c.outcome) <> count(c.admitted_at)
end""")
)

check_only_the_admitted_have_marks = invariant(
    "score.admitted",
    "score",
    message("只有准考的考生有成绩和结果。"),
)(
    found_by("""
select s.id from score s join candidate c on c.id = s.candidate where c.admitted_at is null
union all
select c.id from candidate c where c.outcome is not null and c.admitted_at is null""")
)

check_who_passed_has_one_certificate = invariant(
    "candidate.certificate",
    "candidate",
    message("已发证的批次里，合格的考生每人恰有一张证书，其他人没有。"),
)(
    found_by("""
select c.id from candidate c join round r on r.id = c.round
left join certificate k on k.source = c.id
where r.state in ('issued', 'closed')
group by c.id, c.outcome having count(k.id) <> (c.outcome is not distinct from 'passed')::int""")
)

check_certificates_come_from_who_passed = invariant(
    "certificate.source",
    "certificate",
    message("每张证书都来自一名合格的考生，人、证件、评价机构、职业、工种、等级与批次一致。"),
)(
    found_by("""
select k.id from certificate k
left join candidate c on c.id = k.source left join round r on r.id = c.round
where k.source_kind = 'round' and (
  c.id is null or c.outcome is distinct from 'passed' or r.state not in ('locked', 'issued', 'closed')
  or c.person <> k.person or c.document <> k.document or c.name <> k.name or r.body <> k.body
  or r.occupation <> k.occupation or r.job_type is distinct from k.job_type or 7 - r.rank <> k.level)""")
)

check_rounds_belong_to_their_filing = invariant(
    "round.filing",
    "round",
    message("批次所依据的备案属于同一评价机构，申报日期在其有效期内。"),
)(
    found_by("""
select r.id from round r join filing f on f.id = r.filing
where f.body <> r.body or r.application_day not between f.valid_from and f.valid_to""")
)

check_assessors_belong_to_the_organisation = invariant(
    "round.assessor",
    "round_assessor",
    message("批次的考评员是该单位的考评员。"),
)(
    found_by("""
select a.id from round_assessor a join round r on r.id = a.round join body b on b.id = r.body
join membership m on m.id = a.membership
where m.role <> 'assessor' or m.organisation is distinct from b.organisation""")
)

_MARKS = """
select c.id, c.outcome, r.rank, r.application_day,
  array_agg(s.part order by s.part) as parts, array_agg(s.mark order by s.part) as marks
from candidate c join round r on r.id = c.round left join score s on s.candidate = c.id
where c.outcome is not null group by c.id, c.outcome, r.rank, r.application_day"""


async def _judged_otherwise() -> Iterable[Row]:
    rows: list[dict[str, Any]] = await Round.raw(_MARKS)
    return [row["id"] for row in rows if (row["outcome"] == "passed") != _every_part_was_reached(row)]


def _every_part_was_reached(row: dict[str, Any]) -> bool:
    """Count anew by the figures of the law on the round's day of application; a missing mark was not reached."""
    policy, day, level = shipped_policy(), row["application_day"], SkillLevel(row["rank"]).code
    asked = list(policy.figure(f"examination.parts.{level}", day).value)
    if policy.figure(f"examination.review.{level}", day).value:
        asked.append("review")
    marks: dict[str, Decimal | None] = dict(zip(row["parts"], row["marks"], strict=True))
    reached = [
        mark is not None and mark >= policy.figure(f"examination.pass_mark.{part}", day).value
        for part in asked
        for mark in [marks.get(part)]
    ]
    return bool(reached) and all(reached)


check_outcomes_follow_from_the_marks = invariant(
    "candidate.outcome",
    "candidate",
    message("锁定后的结果与各科成绩和合格线一致。"),
)(_judged_otherwise)
