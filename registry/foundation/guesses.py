"""Guessing is counted in the database and answered ever later; it never locks anybody out for good.

A bucket is what is guessed at or from where: an address of the network, a certificate number as it was typed, a name
for signing in. Whether the thing exists plays no part, so that a delay tells nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from registry.foundation.encryption import keys
from registry.foundation.tables import Guess
from registry.settings import Settings


@dataclass(frozen=True, slots=True)
class Bucket:
    """What wrong answers are counted for; only its keyed hash is stored."""

    kind: str
    value: str

    def key(self) -> bytes:
        """Return the keyed hash under which the bucket is found."""
        return keys().fingerprint(f"guess:{self.kind}:{self.value}")


@dataclass(frozen=True, slots=True)
class Patience:
    """How many wrong answers are free, how the delay grows after them, and when they are forgotten."""

    free: int
    first: timedelta
    longest: timedelta
    forgotten_after: timedelta

    def delay_after(self, wrong: int) -> timedelta:
        """Return how long the next answer waits after so many wrong ones: it doubles up to a bound."""
        if wrong < self.free:
            return timedelta(0)
        doublings = min(wrong - self.free, 20)
        return min(self.first * (1 << doublings), self.longest)


def patience(settings: Settings) -> Patience:
    """Return the patience that the settings ask for."""
    return Patience(
        free=settings.guesses_without_delay,
        first=timedelta(seconds=settings.first_delay_seconds),
        longest=timedelta(seconds=settings.longest_delay_seconds),
        forgotten_after=timedelta(hours=settings.guesses_forgotten_hours),
    )


async def wait_still_asked(buckets: Sequence[Bucket], allowed: Patience, *, now: datetime) -> timedelta:
    """Return how long, from now, these buckets still have to wait for their next answer."""
    rows = await Guess.select(Guess.wrong, Guess.last_wrong_at).where(
        Guess.bucket.is_in([bucket.key() for bucket in buckets]), Guess.last_wrong_at > now - allowed.forgotten_after
    )
    return longest_wait([(row["wrong"], row["last_wrong_at"]) for row in rows], allowed, now=now)


def longest_wait(counted: Iterable[tuple[int, datetime]], allowed: Patience, *, now: datetime) -> timedelta:
    """Return how long the next answer waits after these counts of wrong answers and the moments of the last of each."""
    remembered = [(allowed.delay_after(wrong), last) for wrong, last in counted if last > now - allowed.forgotten_after]
    return max([timedelta(0), *(last + delay - now for delay, last in remembered if delay)])


async def count_wrong(buckets: Sequence[Bucket], allowed: Patience, *, now: datetime) -> None:
    """Count one wrong answer for each bucket; a count that has rested long enough begins again."""
    for bucket in sorted(buckets, key=Bucket.key):
        await Guess.raw(
            "insert into guess (bucket, kind, wrong, last_wrong_at) values ({}, {}, 1, {})"
            " on conflict (bucket) do update set last_wrong_at = excluded.last_wrong_at,"
            " wrong = case when guess.last_wrong_at > {} then guess.wrong + 1 else 1 end",
            bucket.key(),
            bucket.kind,
            now,
            now - allowed.forgotten_after,
        )


async def forget_wrong(buckets: Sequence[Bucket]) -> None:
    """Forget the wrong answers of these buckets, after a right one."""
    await Guess.delete().where(Guess.bucket.is_in([bucket.key() for bucket in buckets]))
