"""How many public checks are looked up, and how many wait, at the same time: within one process, by bucket.

Wrong answers are counted in the database, but a burst sent all at once would be looked up before the first of it is
counted. So only a few of one bucket are looked up side by side, and only so many of one network wait out their delay.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from weakref import WeakValueDictionary

from registry.foundation.guesses import Bucket
from registry.foundation.problems import Problem, Refusal, message

MOST_WAITING = 20


class TooManyWaiting(Refusal):
    """So many checks from one network wait out their delay that no further one is taken in (429)."""


class Turns:
    """The turns of one process. A bucket that nobody uses takes no memory."""

    def __init__(self) -> None:
        self._places: WeakValueDictionary[Bucket, asyncio.Semaphore] = WeakValueDictionary()
        self._waiting: Counter[Bucket] = Counter()

    @asynccontextmanager
    async def taken(self, buckets: Sequence[Bucket], at_once: int) -> AsyncIterator[None]:
        """Hold a turn in both buckets, always taken in the order given, so that nobody waits in a circle."""
        first, second = [self._place(bucket, at_once) for bucket in buckets]
        async with first, second:
            yield

    def _place(self, bucket: Bucket, at_once: int) -> asyncio.Semaphore:
        place = self._places.get(bucket)
        if place is None:
            place = self._places[bucket] = asyncio.Semaphore(at_once)
        return place

    @contextmanager
    def waiting(self, bucket: Bucket) -> Iterator[None]:
        """Count one that waits out its delay; raises `TooManyWaiting` where enough of them do already."""
        if self._waiting[bucket] >= MOST_WAITING:
            raise TooManyWaiting(_too_many())
        self._waiting[bucket] += 1
        try:
            yield
        finally:
            self._waiting[bucket] -= 1
            if not self._waiting[bucket]:
                del self._waiting[bucket]


def _too_many() -> Problem:
    return Problem(
        "check.too-many-waiting",
        message("从您所在的网络发来的查询较多，正在逐一处理。"),
        cure=message("请过几分钟再查，或用手机扫描证书上的二维码，扫码查询不用等待。"),
    )
