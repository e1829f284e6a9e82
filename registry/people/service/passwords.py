"""Passwords (口令): hashed by Argon2id in a thread, few at a time: each takes 64 MiB and a quarter of a second."""

import asyncio
from weakref import WeakKeyDictionary

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from registry.foundation.problems import Problem, Refusal, message

SHORTEST = 10
LONGEST = 200
_AT_ONCE = 2
_hasher = PasswordHasher()
# Verified when there is no such account, so that the answer takes as long as with one.
_NOBODY = _hasher.hash("nobody has this password")


def check_new_password(password: str, *, field: str = "password") -> None:
    """Refuse a password that is too short or too long; which signs it has is its owner's business."""
    if len(password) < SHORTEST:
        raise Refusal(
            Problem(
                "password.too-short",
                message("口令少于 {shortest} 个字符。", shortest=SHORTEST),
                field,
                message("请换一个更长的口令，例如三四个不相干的词连在一起。"),
            )
        )
    if len(password) > LONGEST:
        raise Refusal(Problem("password.too-long", message("口令超过了 {longest} 个字符。", longest=LONGEST), field))


async def hash_password(password: str) -> str:
    """Return the hash to store."""
    async with _gate():
        return await asyncio.to_thread(_hasher.hash, password)


async def password_fits(password: str, stored: str | None) -> bool:
    """Return whether a password is the one whose hash is stored; takes as long where nothing is stored."""
    async with _gate():
        fits = await asyncio.to_thread(_verify, stored or _NOBODY, password)
    return fits and stored is not None


def _verify(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerifyMismatchError, VerificationError, InvalidHashError):
        return False


_gates: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


def _gate() -> asyncio.Semaphore:
    """One gate for each event loop: a semaphore cannot serve two."""
    return _gates.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(_AT_ONCE))
