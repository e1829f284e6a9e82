"""The nightly erasing (到期删除): joins what the law says of keeping with the tables that hold personal data.

The periods stand in `seeds/policy/retention.toml`, one for each table and each purpose of a stored file. A file of a
round is kept until its period after the end of the round is over, however often and by whom it was sent.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from registry.foundation.clock import Clock
from registry.foundation.database import DB
from registry.foundation.dates import legal_day
from registry.foundation.events import record
from registry.foundation.jobs import job
from registry.foundation.retention import ERASED, Erasure, erase_files, erase_rows, sweep_files
from registry.foundation.tables import StoredFile
from registry.foundation.viewers import Viewer
from registry.policy.shipped import shipped_policy

ROWS: tuple[Erasure, ...] = (
    Erasure("session", "expires_at"),
    Erasure("guess", "last_wrong_at"),
    Erasure("machine_token", "least(revoked_at, expires_at)"),
    Erasure("activation_code", "least(used_at, withdrawn_at, expires_at)"),
    Erasure("authority_case", "settled_at"),
    Erasure("work", "finished_at"),
)
_UNITS: Mapping[str, timedelta] = MappingProxyType(
    {"hour": timedelta(hours=1), "day": timedelta(days=1), "year": timedelta(days=366)}
)

_EXPIRE_UPLOADS = """
with expired as (
  update round_upload set state = 'expired', settled_at = {}
  where state in ('waiting', 'read', 'unreadable') and uploaded_at < {} returning 1)
select count(*) as expired from expired"""
_NO_READING_IS_LEFT = "update round_upload set reading = null where settled_at is not null and reading is not null"

# Which files a round keeps: what was confirmed, the photos of its candidates, the proofs of their facts.
_FILES_OF_ROUNDS = """
  select u.round, u.file from round_upload u where u.state = 'confirmed'
  union select c.round, c.photo from candidate c where c.photo is not null
  union select c.round, (backing ->> 'file')::uuid from candidate c, jsonb_each(c.proofs) member,
    jsonb_array_elements(member.value) backing where backing ? 'file'"""

_KEEP_UNTIL_AFTER_THE_ROUND = f"""
with ended as (
  select r.id, case when r.state in ('closed', 'cancelled') then max(e.at) end as at
  from round r left join audit_event e on e.subject = r.id and e.act in ('round:close', 'round:cancel')
  group by r.id, r.state),
kept as (
  select file, case when bool_and(ended.at is not null) then max(ended.at) end as from_then
  from ({_FILES_OF_ROUNDS}) of_round join ended on ended.id = of_round.round group by file)
update stored_file f set erase_after = case
  when not exists (select from certificate c where f.id in (c.photo, c.pdf)) then kept.from_then + {{}}::interval end
from kept where kept.file = f.id and f.purpose = {{}}"""
_GIVE_UP_WHAT_NOTHING_NAMES = f"""
update stored_file f set erase_after = {{}}
where f.erase_after is null and f.purpose = {{}} and f.stored_at < {{}}
  and not exists (select from ({_FILES_OF_ROUNDS}) of_round where of_round.file = f.id)
  and not exists (select from certificate c where f.id in (c.photo, c.pdf))"""
_OF_A_ROUND = ("roster", "scores", "photo", "proof")
_REPLACED_FOR = timedelta(days=1)


@job("retention:erase")
async def erase_what_has_ended(clock: Clock) -> None:
    """Erase everything whose period is over by the law of today; done again, it finds nothing more to do."""
    now = clock.now()
    for erasure in ROWS:
        await erase_rows(erasure, ended_before=now - kept_for(erasure.table, now), now=now)
    await _expire_uploads(now)
    for purpose in _OF_A_ROUND:
        await StoredFile.raw(_KEEP_UNTIL_AFTER_THE_ROUND, kept_for(f"stored_file.{purpose}", now), purpose)
        await StoredFile.raw(_GIVE_UP_WHAT_NOTHING_NAMES, now, purpose, now - _REPLACED_FOR)
    await erase_files(now=now)
    await sweep_files(now=now)


def kept_for(what: str, now: datetime) -> timedelta:
    """Return how long something is kept by the law of the day; a year counts as 366 days.

    `what` is a table or `stored_file.<purpose>`. Raises `KeyError` where no period is written for it or it stays.
    """
    figure = shipped_policy().figure(f"retention.{what}", legal_day(now))
    return int(figure.value) * _UNITS[figure.unit]


async def _expire_uploads(now: datetime) -> None:
    """An upload that nobody confirmed is over; its file bears its own end from the moment it came."""
    async with DB.transaction():
        rows = await StoredFile.raw(_EXPIRE_UPLOADS, now, now - kept_for("round_upload", now))
        await StoredFile.raw(_NO_READING_IS_LEFT)
        if rows[0]["expired"]:
            await record(
                ERASED, viewer=Viewer(), subject_kind="round_upload", subject=None, now=now, erased=rows[0]["expired"]
            )
