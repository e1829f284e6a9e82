"""`registry serve` starts everything, brings back what is killed, and leaves nothing running."""

import asyncio
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]
import pytest

from tests.database_server import temporary_data_folder
from tests.foundation.processes.serving import Serving, eventually, free_port, is_running, serving

pytestmark = pytest.mark.long


@pytest.fixture
def data() -> Iterator[Path]:
    with temporary_data_folder() as folder:
        yield folder


@pytest.fixture
def running(data: Path) -> Iterator[Serving]:
    with serving(data, free_port()) as started:
        yield started.wait_until_ready()


async def _fetch(url: str, question: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


def fetch(url: str, question: str) -> object:
    return asyncio.run(_fetch(url, question))


def ask_for_a_job(running: Serving) -> object:
    return fetch(
        running.database_url,
        "SELECT (procrastinate_defer_jobs_v1(ARRAY[ROW('registry', 'jobs:forget-finished', 0, NULL, NULL, '{}'::jsonb,"
        " NULL)::procrastinate_job_to_defer_v1]))[1]",
    )


def the_job_is_done(running: Serving, number: object) -> bool:
    state = fetch(running.database_url, f"SELECT status::text FROM procrastinate_jobs WHERE id = {number}")
    return state == "succeeded"


def everything_works(running: Serving) -> bool:
    number = ask_for_a_job(running)
    return eventually(running.answers) and eventually(lambda: the_job_is_done(running, number))


def test_it_serves_pages_and_does_jobs(running: Serving) -> None:
    assert everything_works(running)


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_stop_it_leaves_nothing_running(running: Serving, asked: signal.Signals) -> None:
    pids = list(running.children().values())
    assert running.stop(asked) == 0
    assert [pid for pid in pids if is_running(pid)] == []
    assert not (running.data / "postgres" / "cluster" / "postmaster.pid").exists()


def test_a_second_start_keeps_the_data(data: Path) -> None:
    with serving(data, free_port()) as first:
        first.wait_until_ready()
        fetch(first.database_url, "CREATE TABLE pebble AS SELECT 'grey' AS colour")
        assert first.stop() == 0
    with serving(data, free_port()) as second:
        second.wait_until_ready()
        assert fetch(second.database_url, "SELECT colour FROM pebble") == "grey"


@pytest.mark.parametrize("part", ["web", "worker", "database"])
def test_a_part_that_is_killed_comes_back(running: Serving, part: str) -> None:
    killed = running.children()[part]
    running.kill(killed)
    running.wait_for_line("is being started again")
    assert eventually(lambda: running.children()[part] != killed)
    assert eventually(lambda: is_running(running.children()["database"]) and everything_works(running))


def test_killing_the_supervisor_ends_all_parts_and_the_next_start_comes_back(data: Path) -> None:
    port = free_port()
    with serving(data, port) as first:
        first.wait_until_ready()
        pids = list(first.children().values())
        fetch(first.database_url, "CREATE TABLE pebble AS SELECT 'grey' AS colour")
        first.kill(first.process.pid)
        with serving(data, port) as second:  # at once, while the parts of the first are still ending
            second.wait_until_ready()
            assert [pid for pid in pids if is_running(pid)] == []
            assert fetch(second.database_url, "SELECT colour FROM pebble") == "grey"
            assert everything_works(second)


def test_killing_everything_at_once_does_no_harm(data: Path) -> None:
    port = free_port()
    with serving(data, port) as first:
        first.wait_until_ready()
        fetch(first.database_url, "CREATE TABLE pebble AS SELECT 'grey' AS colour")
        for pid in (first.process.pid, *first.children().values()):
            first.kill(pid)
        with serving(data, port) as second:
            second.wait_until_ready()
            assert fetch(second.database_url, "SELECT colour FROM pebble") == "grey"
            assert everything_works(second)


def test_a_folder_that_is_served_already_is_refused_in_words(running: Serving) -> None:
    with serving(running.data, free_port()) as second:
        said = second.read_to_the_end()
    assert second.process.returncode == 2
    assert f"is in use by process {running.process.pid}." in said
    assert running.answers()


def test_a_port_that_is_in_use_is_refused_in_words(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with serving(data, port) as refused:
            said = refused.read_to_the_end()
    assert refused.process.returncode == 2
    assert f"PORT: Pages cannot be served on port {port} of 127.0.0.1" not in said  # Chinese stands first
    assert f"Pages cannot be served on port {port} of 127.0.0.1: it is in use, or may not be used." in said
    assert not (data / "postgres").exists()


def test_weak_settings_are_refused_before_anything_starts(data: Path) -> None:
    with serving(data, free_port(), {"PUBLIC_URL": "", "REGISTRY_KEYS": ""}) as refused:
        said = refused.read_to_the_end()
    assert refused.process.returncode == 2
    assert "PUBLIC_URL is not set." in said
    assert "No keys are set." in said
    assert not (data / "postgres").exists()


def test_a_web_server_that_cannot_start_is_given_up_with_a_sentence(data: Path) -> None:
    broken = data / "broken"
    broken.mkdir()
    (broken / "uvicorn.py").write_text("raise SystemExit('no uvicorn today')\n")
    with serving(data, free_port(), {"PYTHONPATH": str(broken)}) as giving_up:
        said = giving_up.read_to_the_end()
    assert giving_up.process.returncode == 2
    assert "The web server stopped 6 times within a minute and is not started again." in said
    assert not (data / "children.json").exists()
