"""A decision as it is shown: to the worker whole, to the clerk without what only the registry knows (判定理由)."""

from collections.abc import Mapping
from typing import Any

from registry.foundation.problems import message

BY_OWN_RECORDS = message("按本系统的登记记录，符合此条件。")
_HIDDEN_KEYS = ("fact", "missing")


def decision_for_clerk(decision: Mapping[str, Any], known_only_to_registry: frozenset[str]) -> dict[str, Any]:
    """Return a decision in which whatever rests on records that the enterprise did not give is only said to be so.

    `known_only_to_registry` names such records ("certificates[2]"). In a path that leans on one, every condition about
    certificates or about years after one is covered: their dates would tell what the record says.
    """
    paths = [_path_for_clerk(path, known_only_to_registry) for path in decision["paths"]]
    return {**decision, "paths": paths}


def facts_for_clerk(facts: Mapping[str, Any], known_only_to_registry: frozenset[str]) -> dict[str, Any]:
    """Return a person's facts without the records that the enterprise did not give.

    A member of which nothing remains is shown as not given: an empty list would say that there is none.
    """
    return {name: _given(name, value, known_only_to_registry) for name, value in facts.items()}


def _given(member: str, value: Any, hidden: frozenset[str]) -> Any:
    if not isinstance(value, list) or not any(f"{member}[{place}]" in hidden for place in range(len(value))):
        return value
    return [record for place, record in enumerate(value) if f"{member}[{place}]" not in hidden] or None


def _path_for_clerk(path: Mapping[str, Any], hidden: frozenset[str]) -> dict[str, Any]:
    if not any(_record_of(condition) in hidden for condition in path["conditions"]):
        return dict(path)
    return {**path, "conditions": [_covered(condition) for condition in path["conditions"]]}


def _record_of(condition: Mapping[str, Any]) -> str | None:
    fact = condition.get("fact")
    return fact.get("record") if isinstance(fact, Mapping) else None


def _covered(condition: Mapping[str, Any]) -> dict[str, Any]:
    if condition["result"] != "met":
        return {name: value for name, value in condition.items() if name not in _HIDDEN_KEYS}
    return {**condition, "fact": None, "message": BY_OWN_RECORDS.in_both()}
