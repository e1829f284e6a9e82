"""What a filing covers, its states, and the limits from which it frees, as the notice has them."""

from datetime import date
from uuid import uuid4

import pytest

from registry.filings.rules.privileges import (
    KINDS,
    PrivilegeGround,
    privilege_problems,
    privileges_as_json,
    privileges_for_judging,
    privileges_from_json,
)
from registry.filings.rules.scope import FilingTerms, ScopeLine, covers, scope_problems
from registry.filings.rules.states import FilingState, allowed_steps, diagram, take_step
from registry.foundation.problems import Conflict, Refusal
from registry.policy.catalogue import SkillLevel, occupations
from registry.policy.facts import LegalSource, RelaxedKind

TURNER, WELDER, MINER = "6-18-01-01", "6-18-02-04", "6-16-01-05"
FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
NOTICE = LegalSource(
    title="关于做好支持民营经济发展壮大有关工作的通知", number="晋人社厅发〔2024〕11号", article="一、1"
)
JUNIOR, INTERMEDIATE, SENIOR = SkillLevel.JUNIOR.rank, SkillLevel.INTERMEDIATE.rank, SkillLevel.SENIOR.rank
SCOPES = (
    ScopeLine(TURNER, None, SENIOR),
    ScopeLine(WELDER, "电焊工", INTERMEDIATE),
    ScopeLine(WELDER, "气焊工", JUNIOR),
)


def filing(state: FilingState = FilingState.FILED, scopes: tuple[ScopeLine, ...] = SCOPES) -> FilingTerms:
    return FilingTerms(uuid4(), uuid4(), "并人社备〔2024〕1号", FIRST, LAST, state, scopes, ())


@pytest.mark.parametrize(
    ("occupation", "job_type", "rank", "on", "fields"),
    [
        (TURNER, None, SENIOR, date(2024, 6, 3), []),
        (TURNER, "数控车床工", SENIOR, date(2024, 6, 3), []),
        (TURNER, None, JUNIOR, FIRST, []),
        (TURNER, None, JUNIOR, LAST, []),
        (TURNER, None, JUNIOR, date(2023, 12, 31), ["application_day"]),
        (TURNER, None, JUNIOR, date(2027, 1, 1), ["application_day"]),
        (TURNER, None, SENIOR + 1, date(2024, 6, 3), ["level"]),
        (WELDER, "电焊工", INTERMEDIATE, date(2024, 6, 3), []),
        (WELDER, "电焊工", SENIOR, date(2024, 6, 3), ["level"]),
        (WELDER, "气焊工", INTERMEDIATE, date(2024, 6, 3), ["level"]),
        (WELDER, "钎焊工", JUNIOR, date(2024, 6, 3), ["job_type"]),
        (WELDER, None, JUNIOR, date(2024, 6, 3), ["job_type"]),
        (MINER, None, JUNIOR, date(2024, 6, 3), ["occupation"]),
        (MINER, None, JUNIOR, date(2027, 1, 1), ["application_day", "occupation"]),
    ],
)
def test_what_a_filing_does_not_cover_is_said_at_its_field(
    occupation: str, job_type: str | None, rank: int, on: date, fields: list[str]
) -> None:
    assert [problem.where for problem in covers(filing(), occupation, job_type, rank, on)] == fields


@pytest.mark.parametrize(
    ("state", "codes"),
    [
        (FilingState.FILED, []),
        (FilingState.SUSPENDED, [("filing.suspended", "body")]),
        (FilingState.WITHDRAWN, [("filing.withdrawn", "body")]),
    ],
)
def test_a_suspended_or_withdrawn_filing_covers_nothing(state: FilingState, codes: list[tuple[str, str]]) -> None:
    problems = covers(filing(state), TURNER, None, JUNIOR, date(2024, 6, 3))
    assert [(problem.code, problem.where) for problem in problems] == codes


def test_without_a_filing_on_that_day_the_body_is_named() -> None:
    (problem,) = covers(None, TURNER, None, JUNIOR, date(2024, 6, 3))
    assert (problem.code, problem.where) == ("filing.none", "body")
    assert problem.message.in_language("zh") == "这个评价机构在2024年6月3日没有有效的备案。"


def test_a_line_for_all_job_types_beside_one_for_a_single_one_takes_the_higher_level() -> None:
    both = (ScopeLine(WELDER, None, JUNIOR), ScopeLine(WELDER, "电焊工", SENIOR))
    on = date(2024, 6, 3)
    assert covers(filing(scopes=both), WELDER, "电焊工", SENIOR, on) == ()
    assert [problem.where for problem in covers(filing(scopes=both), WELDER, "气焊工", SENIOR, on)] == ["level"]
    assert covers(filing(scopes=both), WELDER, None, JUNIOR, on) == ()


def test_the_refusal_names_the_highest_level_and_the_job_types_that_are_filed() -> None:
    (level,) = covers(filing(), WELDER, "气焊工", SENIOR, date(2024, 6, 3))
    assert level.message.in_language("zh") == "备案的最高等级是五级/初级工。"
    (job,) = covers(filing(), WELDER, "钎焊工", JUNIOR, date(2024, 6, 3))
    assert job.message.in_language("zh") == "这个职业只备案了部分工种：气焊工、电焊工。"


# Scopes as they are entered


@pytest.mark.parametrize(
    ("scopes", "expected"),
    [
        ((ScopeLine(TURNER, None, SENIOR),), []),
        ((), [("filing.no-scope", "scopes")]),
        ((ScopeLine("9-99-99-99", None, SENIOR),), [("filing.scope-occupation", "scopes[0]")]),
        ((ScopeLine(TURNER, "电焊工", SENIOR),), [("filing.scope-job-type", "scopes[0]")]),
        ((ScopeLine(TURNER, None, 1),), [("filing.scope-level", "scopes[0]")]),
        ((ScopeLine(TURNER, None, 7),), [("filing.scope-level", "scopes[0]")]),
        (
            (ScopeLine(TURNER, None, SENIOR), ScopeLine(TURNER, None, JUNIOR)),
            [("filing.scope-twice", "scopes[1]")],
        ),
        (
            (ScopeLine(TURNER, None, SENIOR), ScopeLine(TURNER, "数控车床工", JUNIOR)),
            [],
        ),
    ],
)
def test_a_scope_holds_what_the_catalogue_has_each_once(
    scopes: tuple[ScopeLine, ...], expected: list[tuple[str, str]]
) -> None:
    problems = scope_problems(scopes, occupations())
    assert [(problem.code, problem.where) for problem in problems] == expected


def test_an_occupation_without_upper_levels_is_not_filed_for_them() -> None:
    without = [each for each in occupations().values() if SkillLevel.SENIOR_TECHNICIAN not in each.levels]
    assert without, "the catalogue has occupations that end below the highest level"
    line = ScopeLine(without[0].code, None, SkillLevel.SENIOR_TECHNICIAN.rank)
    assert [problem.code for problem in scope_problems((line,), occupations())] == ["filing.scope-level"]


# States

ALLOWED = {
    ("suspend", FilingState.FILED): FilingState.SUSPENDED,
    ("lift", FilingState.SUSPENDED): FilingState.FILED,
    ("withdraw", FilingState.FILED): FilingState.WITHDRAWN,
    ("withdraw", FilingState.SUSPENDED): FilingState.WITHDRAWN,
}


@pytest.mark.parametrize("state", list(FilingState))
@pytest.mark.parametrize("step", ["suspend", "lift", "withdraw"])
def test_each_step_leads_on_from_its_states_and_no_other(step: str, state: FilingState) -> None:
    after = ALLOWED.get((step, state))
    if after is None:
        with pytest.raises(Conflict):
            take_step(step, state, "经核查属实。")
    else:
        assert take_step(step, state, "经核查属实。") is after
    assert (step in {each.name for each in allowed_steps(state)}) is (after is not None)


def test_no_step_is_taken_without_reasons() -> None:
    with pytest.raises(Refusal) as refused:
        take_step("suspend", FilingState.FILED, " \n")
    assert [problem.where for problem in refused.value.problems] == ["reasons"]


def test_the_diagram_is_drawn_from_the_same_table() -> None:
    assert diagram() == (
        "stateDiagram-v2\n"
        "    [*] --> filed: enter\n"
        "    filed --> suspended: suspend\n"
        "    suspended --> filed: lift\n"
        "    filed --> withdrawn: withdraw\n"
        "    suspended --> withdrawn: withdraw\n"
    )


# Limits lifted


def test_the_limits_are_kept_each_with_its_document_in_the_order_of_the_law() -> None:
    other = LegalSource(title="另一份文件", number="人社部发〔2023〕61号", article="一")
    given = (PrivilegeGround("ratio", NOTICE), PrivilegeGround("education", other))
    kept = privileges_from_json(privileges_as_json(given))
    assert kept == (PrivilegeGround("education", other), PrivilegeGround("ratio", NOTICE))


def test_judging_gets_the_limits_and_their_document_and_nothing_where_there_are_none() -> None:
    assert privileges_for_judging(()) is None
    judged = privileges_for_judging([PrivilegeGround(kind, NOTICE) for kind in KINDS])
    assert judged is not None
    assert (judged.relax, judged.source) == (("education", "seniority", "age", "ratio"), NOTICE)


def test_judging_names_several_documents_one_after_another() -> None:
    other = LegalSource(title="另一份文件", number="人社部发〔2023〕61号", article="一")
    judged = privileges_for_judging(
        [PrivilegeGround("education", NOTICE), PrivilegeGround("seniority", other), PrivilegeGround("age", NOTICE)]
    )
    assert judged is not None
    assert judged.source == LegalSource(
        title="关于做好支持民营经济发展壮大有关工作的通知；另一份文件",
        number="晋人社厅发〔2024〕11号；人社部发〔2023〕61号",
        article="一、1；一",
    )


@pytest.mark.parametrize(
    ("kind", "source", "fields"),
    [
        ("education", NOTICE, []),
        ("education", LegalSource(title="", number="n", article="a"), ["education_title"]),
        ("age", LegalSource(title="t", number=" ", article=""), ["age_number", "age_article"]),
    ],
)
def test_a_limit_is_not_lifted_without_document_number_and_article(
    kind: RelaxedKind, source: LegalSource, fields: list[str]
) -> None:
    assert [problem.where for problem in privilege_problems([PrivilegeGround(kind, source)])] == fields


def test_a_limit_is_lifted_once() -> None:
    twice = [PrivilegeGround("age", NOTICE), PrivilegeGround("age", NOTICE)]
    assert [problem.code for problem in privilege_problems(twice)] == ["filing.privilege-twice"]
