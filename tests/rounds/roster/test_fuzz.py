"""Whatever stands in a sheet: a reading or a refusal, never anything else, and never a number in the clear."""

import re
from datetime import date, datetime, time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.rounds.roster.judging import judge_roster, rules_for
from registry.rounds.roster.model import NotARoster, RosterReading
from registry.rounds.roster.workbooks import refused_workbook
from tests.rounds.roster.sheets import ASKED, LI, ZHANG, read

HEADINGS = [
    *("序号", "姓名", "证件号码", "证件类型", "性别", "出生年月", "学历", "参加工作时间", "从事本职业年限", "工龄"),
    *("职业", "工种", "级别", "原证书等级", "发证日期", "职称", "取得时间", "手机号", "备注", "看不懂的列"),
]
USUAL = st.sampled_from(
    [
        *(*ZHANG, *LI, "护照", "E12345678", "男", "女", "2009.10", "2009年10月", "15", "三级/高级工", "电工", "无"),
        *("合计", "13912345678", "填表人：", "140101900307123", "１４０１０１", "1.4E17", "#N/A", "'", "", " ", "=1+1"),
        *("技师", "例：", "十五年", "3年6个月"),
    ]
)
CELLS = st.one_of(
    st.none(),
    USUAL,
    USUAL,
    st.text(max_size=25),
    st.floats(),
    st.floats(0, 1e18),
    st.booleans(),
    st.dates(date(1900, 1, 1), date(9999, 12, 31)),
    st.datetimes(datetime(1900, 1, 1), datetime(9999, 12, 31)),  # noqa: DTZ001
    st.just(time(8, 30)),
)
ROWS = st.lists(st.lists(CELLS, max_size=len(HEADINGS) + 1).map(tuple), max_size=8)
NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
RELAXED = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def check(reading: RosterReading) -> None:
    judged = judge_roster(reading, rules=rules_for(ASKED))
    for row, eligible in judged.rows:
        errors = [problem for problem in row.problems if problem.severity == "error"]
        assert bool(errors) is (row.status == "refused")
        assert all(problem.where and re.search("[一-鿿]", problem.in_language("zh")) for problem in row.problems)
        assert all(problem.in_language("en") for problem in row.problems)
        assert row.is_candidate is False or row.document is not None
        assert row.is_candidate or eligible is None
        assert not NUMBER.search(f"{row.name} {row.masked}")
        assert not NUMBER.search(" ".join(str(problem.in_both()) for problem in row.problems))
    assert not NUMBER.search(repr(reading.rows))


@RELAXED
@given(st.permutations(HEADINGS), ROWS)
def test_any_rows_under_a_header_give_a_reading(headings: list[str], rows: list[tuple[object, ...]]) -> None:
    check(read(headings, *rows))  # type: ignore[arg-type]


@RELAXED
@given(ROWS)
def test_any_sheet_is_a_roster_or_is_refused(rows: list[tuple[object, ...]]) -> None:
    try:
        reading = read(*rows)  # type: ignore[arg-type]
    except NotARoster as refusal:
        reasons = [problem.in_language("zh") for problem in refusal.problems]
    else:
        reasons = ["read"]
        check(reading)

    assert [bool(reason) for reason in reasons] == [True]


@settings(deadline=None, max_examples=25)
@given(ROWS)
def test_refused_rows_of_any_roster_can_be_sent_back(rows: list[tuple[object, ...]]) -> None:
    assert refused_workbook(read(HEADINGS, *rows), "zh")[:2] == b"PK"  # type: ignore[arg-type]
