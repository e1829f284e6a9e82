"""The public check of a certificate (证书查验): anybody asks, without signing in.

Whatever does not fit gets the same answer after the same statements. Wrong answers are counted by network and by the
number that was typed; they delay the next answer and never lock anybody out. A QR code cannot be guessed, so it is
answered at once.
"""

import hmac
import ipaddress
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from registry.certificates.rules.checking import NO_SUCH_CERTIFICATE, Answer, Question
from registry.certificates.service.lookups import Found, LookedUp, found_by_token, look_up_document, look_up_number
from registry.certificates.service.tokens import token_from_address
from registry.certificates.service.turns import Turns
from registry.foundation.guesses import Bucket, Patience, count_wrong, forget_wrong, longest_wait

Sleep = Callable[[float], Awaitable[Any]]

_NOBODY = Found(NO_SUCH_CERTIFICATE, name_key="", last_six="")
_turns = Turns()


@dataclass(frozen=True, slots=True)
class Counter:
    """Where a check is asked: from which network address, with which patience for guesses, and how time is waited."""

    address: str
    allowed: Patience
    sleep: Sleep


async def check(question: Question, at: Counter, *, now: datetime) -> tuple[Answer, ...]:
    """Return the certificates that a question names, newest first; none where anything in it does not fit.

    One statement, and two more where the answer is wrong; after a wait it is looked up anew. Raises `TooManyWaiting`
    where too many checks from one network wait already.
    """
    buckets = (
        Bucket("check-address", _network(at.address)),
        Bucket("check-number", question.number or question.document),
    )
    async with _turns.taken(buckets, at.allowed.free):
        looked_up = await _look_up(question, buckets)
        wait = longest_wait(looked_up.counted, at.allowed, now=now)
        if not wait:
            return await _judge(question, looked_up, buckets, at.allowed, now)
    with _turns.waiting(buckets[0]):
        await at.sleep(wait.total_seconds())
    async with _turns.taken(buckets, at.allowed.free):
        answers = await _judge(question, await _look_up(question, buckets), buckets, at.allowed, now + wait)
        if answers:  # the network's count stays, or one true certificate would buy more guesses
            await forget_wrong(buckets[1:])
    return answers


async def check_by_token(typed: str) -> Answer | None:
    """Return the certificate whose QR code was read, or None. At most one statement, never delayed or counted."""
    token = token_from_address(typed)
    return None if token is None else await found_by_token(token)


async def _look_up(question: Question, buckets: Sequence[Bucket]) -> LookedUp:
    if question.kind == "document-and-name":
        return await look_up_document(question.document, buckets)
    return await look_up_number(question.number, buckets)


async def _judge(
    question: Question, looked_up: LookedUp, buckets: Sequence[Bucket], allowed: Patience, now: datetime
) -> tuple[Answer, ...]:
    """Compare, also where nothing was found: with somebody whom nothing fits. What does not fit is counted."""
    fitting = tuple(each.answer for each in looked_up.found or (_NOBODY,) if _fits(question, each))
    if not fitting:
        await count_wrong(buckets, allowed, now=now)
    return fitting


def _fits(question: Question, found: Found) -> bool:
    """Compare name or last six in a time that does not tell how much of it was right."""
    if question.kind == "number-and-last-six":
        asked, there = question.last_six, found.last_six
    else:
        asked, there = question.name_key, found.name_key
    same = hmac.compare_digest(asked.encode(), there.encode())
    return same and found is not _NOBODY


def _network(address: str) -> str:
    """The network whose guesses count together: an IPv4 address, the 64 bits of an IPv6 network."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 4:
        return str(known)
    return str(known.ipv4_mapped or ipaddress.ip_network((known, 64), strict=False))
