"""The embedded PostgreSQL starts on whatever an earlier run left, and touches nothing of anybody else."""

import asyncio
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]
import pytest

from registry.foundation import embedded_postgres
from registry.foundation.embedded_address import embedded_url, socket_folder
from registry.foundation.embedded_postgres import DatabaseNotStarted, EmbeddedPostgres
from tests.database_server import temporary_data_folder

pytestmark = pytest.mark.long
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root drops to another user")


@pytest.fixture
def data() -> Iterator[Path]:
    with temporary_data_folder() as folder:
        yield folder


@pytest.fixture
def embedded(data: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(data)
    yield server
    server.stop()


async def _ask(url: str, question: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


def ask(server: EmbeddedPostgres, question: str) -> object:
    return asyncio.run(_ask(server.url(), question))


def test_it_is_utf8_compares_by_code_point_and_listens_on_no_port(embedded: EmbeddedPostgres) -> None:
    embedded.start()
    assert ask(embedded, "SHOW server_encoding") == "UTF8"
    assert ask(embedded, "SHOW listen_addresses") == ""
    assert (
        ask(embedded, "SELECT string_agg(name, '' ORDER BY name) FROM unnest('{𠮷,王,张,李}'::text[]) name")
        == "张李王𠮷"
    )
    assert ask(embedded, "SELECT lower('ÀÉ')") == "àé"


def test_its_folders_are_closed_to_others(embedded: EmbeddedPostgres) -> None:
    embedded.start()
    for folder in (embedded.cluster, socket_folder(embedded.data)):
        assert folder.stat().st_mode & 0o777 == 0o700


@as_root
def test_run_by_root_it_drops_to_a_user_who_owns_its_files_alone(embedded: EmbeddedPostgres) -> None:
    embedded.start()
    assert ask(embedded, "SELECT 1") == 1
    assert Path(f"/proc/{embedded.process.pid}").stat().st_uid != 0
    assert embedded.cluster.stat().st_uid != 0
    assert (embedded.data.stat().st_uid, embedded.folder.stat().st_uid) == (0, 0)


def test_a_stop_keeps_what_was_committed(embedded: EmbeddedPostgres) -> None:
    embedded.start()
    ask(embedded, "CREATE TABLE pebble AS SELECT 'grey' AS colour")
    embedded.stop()
    embedded.start()
    assert ask(embedded, "SELECT colour FROM pebble") == "grey"


def test_a_cluster_whose_making_was_cut_short_is_made_again(embedded: EmbeddedPostgres) -> None:
    half_made = embedded.folder / "cluster.making"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")
    embedded.folder.chmod(0o711)
    embedded.start()
    assert ask(embedded, "SELECT 1") == 1


def test_a_server_that_an_earlier_run_left_behind_is_stopped_first(data: Path, embedded: EmbeddedPostgres) -> None:
    left = EmbeddedPostgres(data)
    left.start()
    embedded.start()
    assert left.process.wait(10) == 0
    assert ask(embedded, "SELECT 1") == 1


def test_a_stale_pid_file_that_names_a_process_of_somebody_else_harms_neither(embedded: EmbeddedPostgres) -> None:
    embedded.start()
    pid_file = embedded.cluster / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    embedded.stop()
    somebody = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)", str(embedded.cluster)])
    try:
        pid_file.write_text("\n".join([str(somebody.pid), lines[1], str(int(time.time()) - 86400), *lines[3:]]))
        embedded.start()
        assert ask(embedded, "SELECT 1") == 1
        assert somebody.poll() is None
    finally:
        somebody.kill()
        somebody.wait()


def test_a_stale_pid_file_that_was_not_written_to_its_end_is_passed_over(embedded: EmbeddedPostgres) -> None:
    embedded.start()
    embedded.stop()
    (embedded.cluster / "postmaster.pid").write_text("12")
    embedded.start()
    assert ask(embedded, "SELECT 1") == 1


def test_a_long_path_of_the_data_gets_a_short_socket_that_is_removed_again(data: Path) -> None:
    server = EmbeddedPostgres(data / ("long" * 30))
    server.start()
    try:
        assert ask(server, "SELECT 1") == 1
        assert len(str(socket_folder(server.data))) < 50
    finally:
        server.stop()
    assert not socket_folder(server.data).exists()


def test_a_folder_of_another_version_is_left_alone(embedded: EmbeddedPostgres) -> None:
    embedded.start()
    embedded.stop()
    (embedded.cluster / "PG_VERSION").write_text("12\n")
    with pytest.raises(DatabaseNotStarted) as refused:
        embedded.start()
    assert [problem.code for problem in refused.value.problems] == ["database.other-version"]


def test_a_server_that_does_not_start_says_its_last_words(data: Path) -> None:
    with pytest.raises(DatabaseNotStarted) as refused:
        EmbeddedPostgres(data, options={"no_such_setting": "1"}).start()
    assert [problem.code for problem in refused.value.problems] == ["database.not-started"]
    assert "no_such_setting" in refused.value.problems[0].in_language("en")


@as_root
def test_a_folder_that_the_user_cannot_reach_is_refused_in_words(data: Path) -> None:
    closed = data / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(DatabaseNotStarted) as refused:
        EmbeddedPostgres(closed / "data").start()
    assert [problem.code for problem in refused.value.problems] == ["database.folder-out-of-reach"]


@as_root
def test_a_user_who_does_not_exist_is_never_made(data: Path) -> None:
    with pytest.raises(DatabaseNotStarted) as refused:
        EmbeddedPostgres(data, user_name="no-such-user").start()
    assert [problem.code for problem in refused.value.problems] == ["database.no-such-user"]


@as_root
def test_programs_that_the_user_cannot_reach_are_copied_once(
    data: Path, embedded: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = embedded_postgres._shipped_programs()
    closed = data / "closed"
    closed.mkdir(mode=0o700)
    for part in shipped.parents[1].glob("embedded_postgres*"):
        shutil.copytree(part, closed / part.name, symlinks=True)
    monkeypatch.setattr(embedded_postgres, "_shipped_programs", lambda: closed / "embedded_postgres" / "pginstall")
    for _ in range(2):
        embedded.start()
        assert ask(embedded, "SELECT 1") == 1
        embedded.stop()
    assert len(list(embedded.folder.glob("programs-*"))) == 1


def test_the_log_holds_no_values_of_rows(embedded: EmbeddedPostgres) -> None:
    embedded.start()
    ask(embedded, "CREATE TABLE person (number text PRIMARY KEY)")
    ask(embedded, "INSERT INTO person VALUES ('140101199003077310')")
    with pytest.raises(asyncpg.UniqueViolationError):
        ask(embedded, "INSERT INTO person VALUES ('140101199003077310')")
    said = embedded.log.read_text()
    assert "person_pkey" in said
    assert "140101199003077310" not in said


def test_two_folders_have_two_addresses(data: Path) -> None:
    assert embedded_url(data / "one") != embedded_url(data / "two")
