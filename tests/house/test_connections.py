"""A connection of the pool is given on as it came back: nothing may be left on it that outlives a transaction."""

import re
from pathlib import Path

import pytest

REGISTRY = Path(__file__).parents[2] / "registry"
# A session's own lock, or a statement that begins with what lasts for the session.
_SESSION_LOCK = re.compile(r"pg_(?:try_)?advisory_(?:lock|unlock)\w*", re.IGNORECASE)
_SESSION_STATE = re.compile(
    r"[\"'](?:set \w+ *(?:=| to )|set session |listen |prepare |declare .* with hold|discard )", re.IGNORECASE
)
# Migrations take their lock on a connection of their own, which is closed afterwards.
_ON_A_CONNECTION_OF_ITS_OWN = {"foundation/database.py"}


def _found(pattern: re.Pattern[str]) -> set[str]:
    sources = [path for path in REGISTRY.rglob("*.py") if "migrations" not in path.parts]
    return {str(path.relative_to(REGISTRY)) for path in sources if pattern.search(path.read_text(encoding="utf-8"))}


def test_locks_end_with_their_transaction() -> None:
    assert _found(_SESSION_LOCK) == _ON_A_CONNECTION_OF_ITS_OWN


def test_no_statement_changes_a_session() -> None:
    assert _found(_SESSION_STATE) == set()


@pytest.mark.parametrize(
    ("statement", "lasts"),
    [
        ('"select pg_advisory_lock(1)"', True),
        ('"select pg_advisory_xact_lock(1)"', False),
        ("'SET timezone = 1'", True),
        ('"set local lock_timeout = 1"', False),
        ('"update person set name = {}"', False),
        ('"listen jobs"', True),
    ],
)
def test_what_lasts_is_told_from_what_ends(statement: str, lasts: bool) -> None:
    assert bool(_SESSION_LOCK.search(statement) or _SESSION_STATE.search(statement)) is lasts
