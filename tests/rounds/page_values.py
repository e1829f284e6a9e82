"""What the pages of rounds are shown with in tests: one round in each state, invented people, judged by the rules."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from markupsafe import Markup

from registry.foundation.dates import SHANGHAI
from registry.foundation.forms import Form
from registry.foundation.languages import Language
from registry.foundation.problems import Problem, message
from registry.foundation.viewers import Role, Viewer
from registry.foundation.work import Progress
from registry.policy.catalogue import SkillLevel
from registry.policy.facts import (
    CertificateKind,
    EducationLevel,
    SchoolKind,
    StudentKind,
    TitleName,
    read_facts,
    read_privileges,
)
from registry.policy.rules.judging import judge
from registry.policy.shipped import shipped_policy
from registry.rounds.pages.decision_shown import shown_decision
from registry.rounds.pages.steps import SHOWN_STATES, steps_of
from registry.rounds.queries import CandidateLine, CandidatePage, OwnRound, RoundLine, UploadLine
from registry.rounds.rules.fact_entry import RELATIONS, Member, choices_of
from registry.rounds.rules.fact_words import certificate_level, given_facts, word_of
from registry.rounds.rules.scores import ABSENT, Mark, Part, judge_scores
from registry.rounds.rules.states import RoundAct, RoundState
from registry.rounds.service.roster_readings import PreviewColumn, PreviewRow, StoredReading

TODAY = date(2024, 6, 3)
NOW = datetime(2024, 6, 3, 10, tzinfo=SHANGHAI)
CLERK = Viewer(Role.CLERK, account=UUID(int=1), name="陈晓", acting_for="晋阳机械制造有限公司")
APPROVER = replace(CLERK, role=Role.APPROVER, account=UUID(int=2), name="赵敏")
ASSESSOR = replace(CLERK, role=Role.ASSESSOR, account=UUID(int=3), name="孙强")
WORKER = Viewer(Role.WORKER, account=UUID(int=4), name="张建国")
ELECTRICIAN = "6-31-01-03"
MEGABYTE = 1024 * 1024

ROUND = RoundLine(
    id=UUID(int=10),
    title="2024 年上半年电工四级",
    occupation=ELECTRICIAN,
    job_type="矿山电工",
    level=SkillLevel.INTERMEDIATE,
    application_day=TODAY,
    place="太原市示例路 1 号，实训中心三楼",
    state=RoundState.ROSTER_CONFIRMED,
    opened_at=NOW,
    body_name="晋阳机械制造有限公司实训中心",
    organisation_name="晋阳机械制造有限公司",
    candidates=48,
    eligible=39,
    unknown=5,
    admitted=0,
    passed=0,
    certificates=0,
    without_photo=0,
)
ADMITTED = replace(ROUND, state=RoundState.ADMITTED, admitted=39)
LOCKED = replace(ROUND, state=RoundState.LOCKED, admitted=39, passed=33)

_WORKED: dict[str, Any] = {"from": "2018-07-01", "to": None, "occupation": ELECTRICIAN, "related_to": []}
_HELD = {"kind": "职业技能等级", "level": 5, "occupation": ELECTRICIAN, "related_to": [], "issued": "2022-09-01"}
ELIGIBLE: Mapping[str, Any] = {
    "birth_date": "1990-03-07",
    "employment": [_WORKED],
    "certificates": [_HELD],
    "commitments": ["employment"],
}
UNKNOWN: Mapping[str, Any] = {"birth_date": "1992-12-12", "employment": [{**_WORKED, "from": "2021-03-01"}]}
INCOMPLETE: Mapping[str, Any] = {
    **UNKNOWN,
    "education": [],
    "certificates": [{"kind": "职业技能等级", "level": 5, "occupation": ELECTRICIAN, "related_to": []}],
}
TOO_EARLY: Mapping[str, Any] = {
    "birth_date": "2000-01-01",
    "employment": [{**_WORKED, "from": "2021-03-01"}],
    "certificates": [],
    "titles": [],
    "apprenticeships": [],
    "education": [],
    "student_kind": [],
}
FREED = {"relax": ["seniority"], "source": {"title": "备案通知", "number": "并人社备〔2024〕3号", "article": "第二条"}}


def decided(facts: Mapping[str, Any], *, privileges: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the decision on a person's facts for the round, as it is stored."""
    return judge(
        read_facts(facts),
        rules=shipped_policy().eligibility_rules(ELECTRICIAN, TODAY),
        level=4,
        occupation=ELECTRICIAN,
        on=TODAY,
        privileges=None if privileges is None else read_privileges(privileges),
    ).as_json()


def line(row: int, name: str, document: str, *, eligible: bool | None = True, **changes: object) -> CandidateLine:
    """Return a candidate as lists show it."""
    made = CandidateLine(
        id=UUID(int=100 + row),
        row=row,
        name=name,
        document=document,
        eligible=eligible,
        admitted=False,
        outcome=None,
        has_photo=False,
        certificate=None,
        certificate_number=None,
        person=UUID(int=200 + row),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


ZHANG = line(4, "张建国", "140101********7315")
LI = line(5, "李秀英", "140201********1223", eligible=None)
ALIM = line(6, "阿里木·买买提", "140301********0018", eligible=False)


def everywhere(language: Language, viewer: Viewer = CLERK) -> dict[str, Any]:
    """Return what every page gets."""
    return {
        "viewer": viewer,
        "demo": True,
        "language": language,
        "path": "/rounds",
        "csrf_input": Markup('<input type="hidden" name="_csrf_token" value="form">'),
        "upload_token": "upload",
        "today": TODAY,
        "problems": (),
    }


def of_round(
    line: RoundLine, *acts: RoundAct, issuing: Progress | None = None, reason: str | None = None
) -> dict[str, Any]:
    """Return what every page of a round gets."""
    return {
        "round": line,
        "cancelled_for": reason,
        "acts": frozenset(acts),
        "steps": steps_of(line, frozenset(acts), issuing),
        "shown_states": SHOWN_STATES,
        "issuing": issuing,
    }


def of_candidate(line: CandidateLine, facts: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """Return what every page of a candidate gets."""
    decision = decided(facts, **more)
    return {
        "candidate": CandidatePage(line, facts, {}, decision, TODAY),
        "decision": shown_decision(decision),
        "given": given_facts(facts, ELECTRICIAN),
        "born": date.fromisoformat(facts["birth_date"]),
        "largest_photo": 5 * MEGABYTE,
        "least_photo": (200, 280),
    }


def of_fact(member: Member) -> dict[str, Any]:
    """Return what the form of a member gets beside its candidate."""
    kinds = {
        "school_kinds": SchoolKind,
        "education_levels": EducationLevel,
        "certificate_kinds": CertificateKind,
        "titles": TitleName,
        "student_kinds": StudentKind,
    }
    return {
        "member": member,
        "relations": [(name, str(words)) for name, words in RELATIONS.items()],
        "largest": 10 * MEGABYTE,
        "certificate_levels": [(level, str(certificate_level(level))) for level in range(5, 0, -1)],
        **{name: [(word, str(word_of(word))) for word in choices_of(kind)] for name, kind in kinds.items()},
    }


def of_scores(candidates: list[CandidateLine], *, saved: bool = False, form: Form | None = None) -> dict[str, Any]:
    """Return what the page of scores gets: the first has both marks, the second was absent once, the third has none."""
    asked = {Part.THEORY: Decimal(60), Part.PRACTICAL: Decimal(60)}
    marks: dict[UUID, dict[Part, Mark]] = {
        candidates[0].id: {Part.THEORY: Mark(Decimal("85.5")), Part.PRACTICAL: Mark(Decimal(72))},
        candidates[1].id: {Part.THEORY: Mark(Decimal(58)), Part.PRACTICAL: ABSENT},
    }
    filled = {
        f"mark-{one}-{part.value}": "缺考" if mark.value is None else str(mark.value)
        for one, of_one in marks.items()
        for part, mark in of_one.items()
    }
    return {
        "form": form or Form.filled(**filled),
        "candidates": candidates,
        "outcomes": {one.id: judge_scores(marks.get(one.id, {}), asked) for one in candidates},
        "entered": 4,
        "expected": 6,
        "asked": asked,
        "number": 1,
        "last": 1,
        "saved": saved,
        "largest_sheet": 20 * MEGABYTE,
    }


def wrong(where: str | None, words: str, cure: str) -> Problem:
    """Return a problem with words that pages have elsewhere."""
    return Problem("test.problem", message(words), where, message(cure))


def upload(state: str = "read", problems: list[dict[str, Any]] | None = None) -> UploadLine:
    """Return a roster's file as its sender sees it."""
    counts = {"accepted": 44, "warning": 2, "duplicate": 1, "refused": 3}
    judged = {"candidates": 46, "eligible": 39, "unknown": 4, "not_eligible": 3}
    return UploadLine(UUID(int=20), "电工四级报名表.xlsx", 48_300, state, counts | judged, problems or [], NOW)


def reading() -> StoredReading:
    """Return a roster as it was read: a row of each kind, and a column that nobody recognised."""
    short = {"zh": "公民身份号码是 18 位，这里有 17 位。请对照证件补全。", "en": "An identity number has 18 characters; here are 17. Complete it from the card."}  # fmt: skip  # noqa: E501
    taken = {"zh": "没有从事本职业年限，按参加工作时间起计算。请核对。", "en": "The years in the occupation are missing and were counted from the first day of work. Please check."}  # fmt: skip  # noqa: E501
    facts = read_facts({})
    return StoredReading(
        "xlsx",
        None,
        "Sheet1",
        3,
        [PreviewColumn("A", "姓名", "name", False), PreviewColumn("H", "班组", "", False)],
        [
            PreviewRow(4, "accepted", "张建国", "140101********7315", True, [], facts),
            PreviewRow(5, "warning", "李秀英", "140201********1223", None, [_problem("F5", taken, "warning")], facts),
            PreviewRow(6, "refused", "王桂兰", "140301********721", None, [_problem("C6", short)], facts),
            PreviewRow(7, "duplicate", "张建国", "140101********7315", None, [], facts),
        ],
        [],
    )


def _problem(where: str, words: dict[str, str], severity: str = "error") -> dict[str, Any]:
    return {"code": "test", "where": where, "severity": severity, "message": words}


def progress(state: str, done: int, total: int, problems: list[dict[str, Any]] | None = None) -> Progress:
    """Return a piece of work as pages show it."""
    return Progress(UUID(int=30), state, done, total, problems or [])


def own_round(facts: Mapping[str, Any], eligible: bool | None, **changes: object) -> tuple[OwnRound, Any]:
    """Return a worker's own round with its decision."""
    decision = decided(facts)
    own = OwnRound(
        candidate=ZHANG.id,
        title=ROUND.title,
        occupation=ELECTRICIAN,
        job_type="矿山电工",
        level=SkillLevel.INTERMEDIATE,
        application_day=TODAY,
        body_name=ROUND.body_name,
        state=RoundState.ROSTER_CONFIRMED,
        eligible=eligible,
        decision=decision,
        admitted=False,
        outcome=None,
        cancelled_for=None,
        marks={},
    )
    return replace(own, **changes), shown_decision(decision)  # type: ignore[arg-type]
