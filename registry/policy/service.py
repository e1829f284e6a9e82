"""Publishing the rule versions that ship (规则发布): each becomes a row that never changes."""

from datetime import datetime

from registry.foundation.database import DB
from registry.foundation.events import record
from registry.foundation.problems import Problem, Refusal, message
from registry.foundation.viewers import Viewer
from registry.policy.law import RuleVersion
from registry.policy.shipped import rule_versions
from registry.policy.tables import PublishedRules


async def publish_shipped_rules(*, now: datetime) -> int:
    """Publish the versions that the database does not have yet, and return how many.

    Raises `Refusal` where a file has changed under a version that is published already: decisions name that version,
    so the program does not start with another text under its name.
    """
    async with DB.transaction():
        await PublishedRules.raw("select pg_advisory_xact_lock(hashtext('publish rules'))")
        rows = await PublishedRules.select(PublishedRules.rules, PublishedRules.version, PublishedRules.digest)
        published = {(row["rules"], row["version"]): row["digest"] for row in rows}
        shipped = rule_versions()
        changed = [one for one in shipped if published.get((one.id, one.version), one.sha256) != one.sha256]
        if changed:
            raise Refusal([_changed(one) for one in changed])
        fresh = [one for one in shipped if (one.id, one.version) not in published]
        for version in fresh:
            await _publish(version, now)
    return len(fresh)


async def _publish(version: RuleVersion, now: datetime) -> None:
    row = PublishedRules(
        rules=version.id, version=version.version, digest=version.sha256, text=version.text, published_at=now
    )
    await PublishedRules.insert(row)
    await record("rules:publish", viewer=Viewer(), subject_kind="rules", subject=row.id, now=now, rules=version.id)


def _changed(version: RuleVersion) -> Problem:
    return Problem(
        "policy.changed-under-its-version",
        message(
            "规则文件 {rules} 的版本 {version} 已经发布，内容却改变了。", rules=version.id, version=version.version
        ),
        version.id,
        message("已发布的版本不能改动；如要修改，请给出新的版本号。"),
    )
