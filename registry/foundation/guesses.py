"""Guessing is counted in the database and answered ever later; it never locks anybody out for good.

A bucket is what is guessed at or from where: an address of the network, a certificate number as it was typed, a name
for signing in. Whether the thing exists plays no part, so that a delay tells nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from registry.foundation.encryption import keys
from registry.foundation.tables import Guess

FREE_GUESSES = 5
LONGEST_DELAY = timedelta(seconds=20)
FORGOTTEN_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Bucket:
    """What wrong answers are counted for; only its keyed hash is stored."""

    kind: str
    value: str

    def key(self) -> bytes:
        """Return the keyed hash under which the bucket is found."""
        return keys().fingerprint(f"guess:{self.kind}:{self.value}")


def delay_after(wrong: int) -> timedelta:
    """Return how long the next answer waits after so many wrong ones: none at first, then doubling up to a bound."""
    if wrong < FREE_GUESSES:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(wrong - FREE_GUESSES, 10)), LONGEST_DELAY)


async def delay_before_answer(buckets: Sequence[Bucket], *, now: datetime) -> timedelta:
    """Return how long to wait before the next answer for any of these buckets."""
    rows = await Guess.select(Guess.wrong).where(
        Guess.bucket.is_in([bucket.key() for bucket in buckets]), Guess.last_wrong_at > now - FORGOTTEN_AFTER
    )
    return max((delay_after(row["wrong"]) for row in rows), default=timedelta(0))


async def count_wrong(buckets: Sequence[Bucket], *, now: datetime) -> None:
    """Count one wrong answer for each bucket; a count that has rested long enough begins again."""
    for bucket in sorted(buckets, key=Bucket.key):
        await Guess.raw(
            "insert into guess (bucket, kind, wrong, last_wrong_at) values ({}, {}, 1, {})"
            " on conflict (bucket) do update set last_wrong_at = excluded.last_wrong_at,"
            " wrong = case when guess.last_wrong_at > {} then guess.wrong + 1 else 1 end",
            bucket.key(),
            bucket.kind,
            now,
            now - FORGOTTEN_AFTER,
        )


async def forget_wrong(buckets: Sequence[Bucket]) -> None:
    """Forget the wrong answers of these buckets, after a right one."""
    await Guess.delete().where(Guess.bucket.is_in([bucket.key() for bucket in buckets]))
