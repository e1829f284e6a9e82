"""A key is added to a file of keys safely, and whatever was sealed or hashed before is still known."""

import os
import stat
import subprocess
import sys
from collections.abc import Set
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.foundation.encryption import KeyRing, Place, Unsealable, sealing_key_of
from registry.foundation.keys import KINDS, add_key, make_keys, read_keys
from registry.foundation.problems import Refusal
from registry.foundation.setting_values import Unreadable
from tests.keys.rings import another_key

HERE = Place("person_document", "sealed_number", UUID(int=1))
IDS = st.sets(st.integers(1, 255), min_size=1, max_size=8)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "keys"
    path.write_text("# made on the first day\n" + make_keys().rstrip("\n"))
    path.chmod(0o600)
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_is_added_with_the_next_id_and_what_was_there_stays(file: Path, kind: str) -> None:
    before = file.read_text()

    assert add_key(file, kind) == 2

    assert file.read_text().startswith(f"{before}\n{kind}:2:")
    known = read_keys(file.read_text())
    newest = {
        "sealing": known.ring.newest_sealing_key,
        "hashing": known.ring.newest_hashing_key,
        "signing": max(known.signing),
    }
    assert newest == {**dict.fromkeys(KINDS, 1), kind: 2}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["keys"]


def test_a_file_that_others_could_read_is_closed_to_them(file: Path) -> None:
    file.chmod(0o644)

    add_key(file, "sealing")

    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_link_to_the_file_stays_a_link(file: Path) -> None:
    link = file.with_name("current")
    link.symlink_to(file)

    add_key(link, "hashing")

    assert link.is_symlink()
    assert read_keys(file.read_text()).ring.newest_hashing_key == 2


def test_a_crash_leaves_the_file_as_it_was(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = file.read_text()

    def crash(_: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", crash)
    with pytest.raises(OSError, match="no space"):
        add_key(file, "sealing")

    assert file.read_text() == before
    assert [path.name for path in file.parent.iterdir()] == ["keys"]


def test_many_who_add_at_once_lose_none(file: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        given_out = list(pool.map(lambda _: add_key(file, "sealing"), range(8)))

    assert sorted(given_out) == list(range(2, 10))
    assert sorted(read_keys(file.read_text()).ring.sealing) == list(range(1, 10))


def test_after_the_last_id_none_is_added(file: Path) -> None:
    file.write_text(make_keys() + another_key("sealing", 255))
    before = file.read_text()

    with pytest.raises(Refusal) as caught:
        add_key(file, "sealing")

    assert caught.value.problems[0].code == "keys.used-up"
    assert file.read_text() == before


def test_a_file_that_holds_no_keys_is_left_alone(file: Path) -> None:
    file.write_text("not keys\n")

    with pytest.raises(Unreadable):
        add_key(file, "sealing")

    assert file.read_text() == "not keys\n"


@pytest.mark.parametrize("content", [None, "not keys\n"], ids=["absent", "other"])
def test_the_command_refuses_what_is_no_file_of_keys(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "keys"
    if content is not None:
        path.write_text(content)

    done = subprocess.run(
        [sys.executable, "-m", "registry.cli", "make-keys", "--add", "sealing", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (2, "", False)
    assert path.exists() == (content is not None)


def test_the_command_tells_the_new_key_and_never_shows_it(file: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "registry.cli", "make-keys", "--add", "hashing", str(file)],
        capture_output=True,
        text=True,
        check=True,
    )

    assert "hashing:2" in done.stderr
    assert file.read_text().splitlines()[-1].split(":")[2] not in done.stderr + done.stdout


def ring(ids: Set[int]) -> KeyRing:
    """Keys of which each id has its own, the same in every ring."""
    return KeyRing({one: bytes([one]) * 32 for one in ids}, {one: bytes([255 - one]) * 32 for one in ids})


@given(IDS, IDS, st.binary(max_size=40))
def test_what_one_ring_seals_another_opens_if_and_only_if_it_has_its_newest_key(
    first: set[int], other: set[int], plain: bytes
) -> None:
    sealed = ring(first).seal(plain, HERE)

    assert sealing_key_of(sealed) == max(first)
    if max(first) in other:
        assert ring(other).unseal(sealed, HERE) == plain
    else:
        with pytest.raises(Unsealable):
            ring(other).unseal(sealed, HERE)


@given(IDS, IDS, st.text(max_size=20))
def test_what_is_hashed_is_recognised_if_and_only_if_the_key_is_still_there(
    first: set[int], other: set[int], value: str
) -> None:
    made = ring(first).fingerprint(value)

    assert (made in ring(other).fingerprints(value)) == (max(first) in other)
    assert ring(other).fingerprints(value)[0] == ring(other).fingerprint(value)
    assert len(set(ring(other).fingerprints(value))) == len(other)
