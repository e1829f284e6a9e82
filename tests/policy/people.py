"""Random persons for property tests: few dates, few occupations, much that is not known."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

OCCUPATION = "6-31-01-03"
OTHER = "6-18-01-01"

days = st.one_of(
    st.dates(date(2008, 1, 1), date(2027, 12, 31)),
    st.sampled_from([date(2016, 2, 29), date(2020, 2, 29), date(2018, 3, 7), date(2023, 9, 30), date(2023, 10, 1)]),
)
asked_days = st.one_of(
    st.dates(date(2018, 3, 7), date(2027, 12, 31)), st.sampled_from([date(2023, 9, 30), date(2023, 10, 1)])
)
texts = days.map(date.isoformat)
fits = st.none() | st.lists(st.sampled_from([OCCUPATION, OTHER]), max_size=2, unique=True)
codes = st.none() | st.sampled_from([OCCUPATION, OCCUPATION, OTHER])
truths = st.sampled_from([None, True, False])
levels = st.sampled_from([5, 4, 3, 2, 1])


def _known(entry: dict[str, Any]) -> dict[str, Any]:
    """What is not known is left out or null; the reader must not tell the two apart."""
    return {key: value for key, value in entry.items() if value is not None or key == "to"}


@st.composite
def spells(draw: st.DrawFn) -> dict[str, Any]:
    first, last = sorted([draw(days), draw(days)])
    return _known(
        {
            "from": first.isoformat(),
            "to": draw(st.sampled_from([None, last.isoformat()])),
            "occupation": draw(codes),
            "related_to": draw(fits),
        }
    )


_schools = st.sampled_from(
    [
        ("普通中学", "高中"),
        ("中等职业学校", "中专"),
        ("技工学校", "中级工班"),
        ("高级技工学校", "高级工班"),
        ("技师学院", "预备技师班"),
        ("高等职业学校", "大专"),
        ("普通高校", "本科"),
    ]
)
diplomas = st.builds(
    lambda school, **rest: _known({"school_kind": school[0], "level": school[1], **rest}),
    _schools,
    completed=st.none() | texts,
    graduating=truths,
    fits=fits,
    school_evaluated=truths,
)
certificates = st.builds(
    lambda **entry: _known(entry), level=levels, occupation=codes, related_to=fits, issued=st.none() | texts
)
titles = st.builds(
    lambda **entry: _known(entry),
    title=st.sampled_from([None, "技术员", "助理工程师", "工程师", "高级工程师"]),
    awarded=st.none() | texts,
    fits=fits,
)
apprenticeships = st.builds(
    lambda **entry: _known(entry), occupation=codes, related_to=fits, completed=st.none() | texts
)
student_kinds = st.sampled_from(["技师学院预备技师班", "技师班", "技师学院预备技师证书持有者"])


def _maybe(records: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | st.lists(records, max_size=3)


persons = st.builds(
    lambda **members: members,
    birth_date=st.none() | texts | st.just("1990-05-05"),
    education=_maybe(diplomas),
    employment=_maybe(spells()),
    certificates=_maybe(certificates),
    titles=_maybe(titles),
    apprenticeships=_maybe(apprenticeships),
    student_kind=st.none() | st.lists(student_kinds, max_size=2, unique=True),
    intends_to_work_in=fits,
)
privileges = st.lists(st.sampled_from(["education", "seniority", "age", "ratio"]), max_size=2, unique=True)
