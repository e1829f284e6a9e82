"""Loading the authorities that ship (主管部门)."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from registry.foundation.database import DB
from registry.foundation.events import record
from registry.foundation.viewers import VISITOR
from registry.organisations.rules import AuthorityRecord, authority_records
from registry.organisations.tables import Authority


async def load_authorities(now: datetime) -> int:
    """Make each authority of the catalogue that is missing, correct names that changed; return how many were made.

    May run any number of times, by several processes at once. What the catalogue no longer names stays.
    """
    async with DB.transaction():
        await Authority.raw("select pg_advisory_xact_lock(hashtext('load authorities'))")
        ids: dict[str, UUID] = {row["region_code"]: row["id"] for row in await _known()}
        missing = [each for each in authority_records() if each.region_code not in ids]
        ids |= {each.region_code: uuid4() for each in missing}
        for each in missing:
            await Authority.insert(_row(each, ids))
        renamed = await _correct_names()
        if missing or renamed:
            await record(
                "authorities:load",
                viewer=VISITOR,
                subject_kind="authority",
                subject=None,
                now=now,
                added=[each.region_code for each in missing],
                renamed=renamed,
            )
    return len(missing)


async def _known() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = await Authority.select(
        Authority.id, Authority.region_code, Authority.name, Authority.english_name
    )
    return rows


def _row(each: AuthorityRecord, ids: dict[str, UUID]) -> Authority:
    return Authority(
        id=ids[each.region_code],
        name=each.name,
        english_name=each.english_name,
        tier=each.tier,
        region_code=each.region_code,
        parent=None if each.parent is None else ids[each.parent],
    )


async def _correct_names() -> list[str]:
    names = {row["region_code"]: (row["name"], row["english_name"]) for row in await _known()}
    changed = [each for each in authority_records() if names[each.region_code] != (each.name, each.english_name)]
    for each in changed:
        await Authority.update({Authority.name: each.name, Authority.english_name: each.english_name}).where(
            Authority.region_code == each.region_code
        )
    return [each.region_code for each in changed]
