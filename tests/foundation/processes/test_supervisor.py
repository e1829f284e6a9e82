"""What the supervisor decides by itself: when to give up, whom it may stop."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from registry.foundation.child_processes import look_at, start_child, stop_child
from registry.foundation.problems import Refusal, message
from registry.foundation.supervisor import PROGRAM, Child, folder_lock, stop_leftovers
from tests.foundation.processes.serving import eventually


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    """A process that has nothing to do with the registry."""
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    yield process
    process.kill()
    process.wait()


@pytest.fixture
def left_over() -> Iterator[subprocess.Popen[bytes]]:
    """A process that looks as one of ours does, left over by an earlier run."""
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)", PROGRAM])
    yield process
    process.kill()
    process.wait()


def started_at(process: subprocess.Popen[bytes]) -> float:
    seen = look_at(process.pid)
    assert seen is not None
    return seen.started_at


def a_child(process: subprocess.Popen[bytes]) -> Child:
    return Child(message("网页服务"), lambda: process, process)


def test_the_pause_before_a_new_start_doubles_with_each_death(sleeper: subprocess.Popen[bytes]) -> None:
    child = a_child(sleeper)
    pauses = []
    for now in (0.0, 1.0, 2.0, 3.0, 4.0):
        child.note_death(now)
        assert child.start_again_at is not None
        pauses.append(child.start_again_at - now)
    assert pauses == [0.5, 1.0, 2.0, 4.0, 8.0]


def test_the_sixth_death_within_a_minute_is_the_last(sleeper: subprocess.Popen[bytes]) -> None:
    child = a_child(sleeper)
    for now in range(5):
        child.note_death(float(now))
    with pytest.raises(Refusal) as refused:
        child.note_death(59.0)
    assert [problem.code for problem in refused.value.problems] == ["supervisor.keeps-dying"]


def test_deaths_are_forgiven_after_a_minute(sleeper: subprocess.Popen[bytes]) -> None:
    child = a_child(sleeper)
    for now in range(0, 1000, 61):
        child.note_death(float(now))
    assert child.deaths == [976.0]


def test_what_an_earlier_run_left_behind_is_stopped(left_over: subprocess.Popen[bytes], tmp_path: Path) -> None:
    listed = tmp_path / "children.json"
    listed.write_text(json.dumps([{"pid": left_over.pid, "started_at": started_at(left_over)}]))
    stop_leftovers(listed)
    assert left_over.wait(10) == -signal.SIGTERM


def test_a_process_that_started_at_another_time_is_left_alone(
    left_over: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    listed = tmp_path / "children.json"
    listed.write_text(json.dumps([{"pid": left_over.pid, "started_at": started_at(left_over) - 3600}]))
    stop_leftovers(listed)
    assert left_over.poll() is None


def test_a_process_of_somebody_else_is_left_alone(sleeper: subprocess.Popen[bytes], tmp_path: Path) -> None:
    listed = tmp_path / "children.json"
    listed.write_text(json.dumps([{"pid": sleeper.pid, "started_at": started_at(sleeper)}]))
    stop_leftovers(listed)
    assert sleeper.poll() is None


@pytest.mark.parametrize("damage", ["", "[", "{}", "[]"])
def test_a_damaged_list_of_leftovers_stops_nothing(damage: str, tmp_path: Path) -> None:
    listed = tmp_path / "children.json"
    listed.write_text(damage)
    stop_leftovers(listed)


def test_a_folder_is_locked_once_and_free_again_afterwards(tmp_path: Path) -> None:
    with folder_lock(tmp_path), pytest.raises(Refusal) as refused, folder_lock(tmp_path):
        pass
    assert [problem.code for problem in refused.value.problems] == ["supervisor.folder-in-use"]
    with folder_lock(tmp_path):
        pass


def test_a_child_that_ignores_the_signals_is_killed_with_its_own_children(tmp_path: Path) -> None:
    stubborn = (
        "import signal, subprocess, sys; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "child = subprocess.Popen(['sleep', '60']); print(child.pid, flush=True); child.wait()"
    )
    said = tmp_path / "said"
    with said.open("wb") as output:
        process = start_child([sys.executable, "-c", stubborn], death_signal=signal.SIGTERM, output=output)
    assert eventually(lambda: said.read_text().endswith("\n"))
    grandchild = int(said.read_text())
    stop_child(process, ((signal.SIGTERM, 0.2),))
    assert process.returncode == -signal.SIGKILL
    assert eventually(lambda: look_at(grandchild) is None)


@pytest.mark.skipif(sys.platform != "linux", reason="the parent-death signal is the Linux kernel's")
def test_a_child_ends_when_its_parent_is_killed() -> None:
    parent = (
        "import signal, sys, time; from registry.foundation.child_processes import start_child;"
        "child = start_child(['sleep', '60'], death_signal=signal.SIGTERM);"
        "print(child.pid, flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE)
    assert process.stdout is not None
    child = int(process.stdout.readline())
    process.kill()
    process.wait()
    assert process.stdout.read() == b""  # the child held the other end of this pipe until it ended
    assert eventually(lambda: look_at(child) is None)
