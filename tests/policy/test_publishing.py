"""What is published never changes under its name."""

import asyncpg
import pytest
from piccolo.engine.postgres import PostgresEngine

from registry.foundation.clock import StoppedClock
from registry.foundation.problems import Refusal
from registry.policy import service
from registry.policy.law import RuleVersion
from registry.policy.shipped import rule_versions
from registry.policy.tables import PublishedRules


async def test_the_shipped_versions_are_published_once(database: PostgresEngine, clock: StoppedClock) -> None:
    assert await service.publish_shipped_rules(now=clock.now()) == len(rule_versions())
    assert await service.publish_shipped_rules(now=clock.now()) == 0
    rows = await PublishedRules.select(PublishedRules.rules, PublishedRules.digest)
    assert {row["rules"]: row["digest"] for row in rows} == {one.id: one.sha256 for one in rule_versions()}


async def test_a_file_changed_under_its_version_stops_the_start(
    database: PostgresEngine, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await service.publish_shipped_rules(now=clock.now())
    first, *rest = rule_versions()
    changed = RuleVersion(first.id, first.version, "0" * 64, first.text + "\n", first.title)
    monkeypatch.setattr(service, "rule_versions", lambda: (changed, *rest))

    with pytest.raises(Refusal) as caught:
        await service.publish_shipped_rules(now=clock.now())

    assert [(problem.code, problem.where) for problem in caught.value.problems] == [
        ("policy.changed-under-its-version", first.id)
    ]


@pytest.mark.parametrize("act", ["update published_rules set text = 'x'", "delete from published_rules"])
async def test_the_database_refuses_to_change_a_published_version(
    database: PostgresEngine, clock: StoppedClock, act: str
) -> None:
    await service.publish_shipped_rules(now=clock.now())

    with pytest.raises(asyncpg.RestrictViolationError):
        await PublishedRules.raw(act)
