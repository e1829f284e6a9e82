"""The limits from which a filing frees (打破学历、资历、年龄、比例限制), each with its ground."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from registry.foundation.problems import Message, Problem, message
from registry.policy.facts import LegalSource, Privileges, RelaxedKind

KINDS: tuple[RelaxedKind, ...] = get_args(RelaxedKind)
KIND_WORDS: Mapping[RelaxedKind, Message] = {
    "education": message("学历"),
    "seniority": message("资历"),
    "age": message("年龄"),
    "ratio": message("比例"),
}
KIND_MEANINGS: Mapping[RelaxedKind, Message] = {
    "education": message("不因学历或毕业院校不合条件而不能申报。"),
    "seniority": message(
        "不因工作年限、已有证书或职称不合条件而不能申报。达到法定就业年龄、从事或拟从事本职业，仍须符合。"
    ),
    "age": message("不因年龄偏大而不能申报。达到法定就业年龄仍须符合。"),
    "ratio": message("各等级的人数不受占职工总数的比例限制。"),
}


@dataclass(frozen=True, slots=True)
class PrivilegeGround:
    """A limit from which a filing frees (学历, 资历, 年龄, 比例), with the document that says so."""

    kind: RelaxedKind
    source: LegalSource


def privileges_from_json(entries: Iterable[Mapping[str, Any]]) -> tuple[PrivilegeGround, ...]:
    """Return the limits that a filing's row keeps, in the order of the law."""
    found = {
        entry["kind"]: LegalSource(title=entry["title"], number=entry["number"], article=entry["article"])
        for entry in entries
    }
    return tuple(PrivilegeGround(kind, found[kind]) for kind in KINDS if kind in found)


def privileges_as_json(privileges: Iterable[PrivilegeGround]) -> list[dict[str, str]]:
    """Return the limits as a filing's row keeps them."""
    return [
        {
            "kind": each.kind,
            "title": each.source.title,
            "number": each.source.number,
            "article": each.source.article,
        }
        for each in privileges
    ]


def privilege_problems(privileges: Sequence[PrivilegeGround]) -> tuple[Problem, ...]:
    """Return what is wrong with the limits: one without its document and article, or one given twice."""
    problems = [
        Problem(
            "filing.privilege-source",
            message("放宽“{kind}”没有写明依据。", kind=KIND_WORDS[each.kind]),
            f"{each.kind}_{part}",
            message("请填写文件名称、文号和条款。"),
        )
        for each in privileges
        for part in ("title", "number", "article")
        if not getattr(each.source, part).strip()
    ]
    kinds = [each.kind for each in privileges]
    problems += [
        Problem("filing.privilege-twice", message("放宽“{kind}”写了两次。", kind=KIND_WORDS[kind]), f"{kind}_title")
        for kind in KINDS
        if kinds.count(kind) > 1
    ]
    return tuple(problems)


def privileges_for_judging(privileges: Sequence[PrivilegeGround]) -> Privileges | None:
    """Return the limits as eligibility is judged with them; None where there are none.

    Judging knows one source for all limits. Where they rest on several documents, these are named one after another.
    """
    if not privileges:
        return None
    sources = list(dict.fromkeys(each.source for each in privileges))
    joined = LegalSource(
        title="；".join(source.title for source in sources),
        number="；".join(source.number for source in sources),
        article="；".join(source.article for source in sources),
    )
    return Privileges(relax=tuple(each.kind for each in privileges), source=joined)
