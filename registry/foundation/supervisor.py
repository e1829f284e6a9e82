"""`registry serve`: one process that starts the database, the web server and the job worker, and stops them again.

It watches them and starts again what dies. It holds the lock of its data folder, so that nobody else serves it,
and before it starts anything it stops what an earlier run left behind.
"""

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from registry.foundation.child_processes import (
    is_the_same,
    kill_session,
    look_at,
    start_child,
    stop_child,
    stop_leftover,
)
from registry.foundation.embedded_postgres import EmbeddedPostgres
from registry.foundation.problems import Message, Problem, Refusal, message

PROGRAM = "registry.cli"
_STOPPING = ((signal.SIGTERM, 10.0),)
_LEFTOVER_STOPPING = ((signal.SIGTERM, 10.0), (signal.SIGKILL, 5.0))
_POLL_SECONDS = 0.1
_WEB_SECONDS = 60.0
_FORGIVEN_AFTER_SECONDS = 60.0
_MOST_DEATHS = 5
_LONGEST_PAUSE_SECONDS = 8.0


class _Stopped(Exception):
    """Somebody asked the supervisor to stop."""


@dataclass(slots=True)
class Child:
    """One of the supervised programs: how it is started, and how often it died lately."""

    name: Message
    start: Callable[[], subprocess.Popen[bytes]]
    process: subprocess.Popen[bytes]
    deaths: list[float] = field(default_factory=list)
    start_again_at: float | None = None

    def note_death(self, now: float) -> None:
        """Remember that it died and when it is started again; raises `Refusal` where that has no end."""
        self.deaths = [death for death in self.deaths if now - death < _FORGIVEN_AFTER_SECONDS] + [now]
        if len(self.deaths) > _MOST_DEATHS:
            raise Refusal(
                Problem(
                    "supervisor.keeps-dying",
                    message("{name}一分钟内停止了 {times} 次，不再重新启动。", name=self.name, times=len(self.deaths)),
                    cure=message("请查看上面的错误信息，解决后再启动。"),
                )
            )
        self.start_again_at = now + min(0.25 * 2 ** len(self.deaths), _LONGEST_PAUSE_SECONDS)


@dataclass(slots=True)
class Supervisor:
    """Serves one data folder. `preparing` are commands that run to their end before web and worker start."""

    data: Path
    host: str
    port: int
    embedded: EmbeddedPostgres | None
    environ: Mapping[str, str]
    preparing: Sequence[tuple[Message, Sequence[str]]]
    welcome: Callable[[], Sequence[str]]
    say: Callable[[str], None]
    _children: list[Child] = field(default_factory=list)
    _stop_asked: bool = False
    _ready: bool = False

    def run(self) -> None:
        """Serve until Ctrl-C or SIGTERM; raises `Refusal` where that is not possible."""
        with folder_lock(self.data), self._asked_by_signals():
            try:
                self._start_all()
                self._watch()
            except _Stopped:
                pass
            finally:
                self._stop_all()

    def _start_all(self) -> None:
        stop_leftovers(self._list_of_children)
        require_free_port(self.host, self.port)
        if self.embedded is not None:
            self._tell(message("正在启动数据库"))
            self.embedded.start()
            self._children.append(Child(message("内置数据库"), self._restart_database, self.embedded.process))
        for told, command in self.preparing:
            self._tell(told)
            self._run_to_its_end(told, command)
        self._tell(message("正在启动网页和后台任务"))
        alone = ["--alone"] if self.embedded is not None else []
        self._start_child(message("网页服务"), ["web"])
        self._start_child(message("后台任务服务"), ["worker", *alone])

    def _restart_database(self) -> subprocess.Popen[bytes]:
        assert self.embedded is not None
        self.embedded.start()
        return self.embedded.process

    def _start_child(self, name: Message, command: Sequence[str]) -> None:
        def start() -> subprocess.Popen[bytes]:
            return start_child(
                [sys.executable, "-m", PROGRAM, *command], death_signal=signal.SIGTERM, environ=self.environ
            )

        self._children.append(Child(name, start, start()))
        self._write_list_of_children()

    def _run_to_its_end(self, told: Message, command: Sequence[str]) -> None:
        process = start_child(
            [sys.executable, "-m", PROGRAM, *command], death_signal=signal.SIGTERM, environ=self.environ
        )
        try:
            while process.poll() is None:
                self._pause()
        finally:
            stop_child(process, _STOPPING)
        if process.returncode != 0:
            raise Refusal(
                Problem(
                    "supervisor.step-failed",
                    message("这一步没有完成：{step}。", step=told),
                    cure=message("请查看上面的错误信息，解决后再启动。"),
                )
            )

    def _watch(self) -> None:
        until = time.monotonic() + _WEB_SECONDS
        while True:
            self._pause()
            self._look_after_children()
            if not self._ready and _answers(self.host, self.port):
                self._ready = True
                for line in self.welcome():
                    self.say(line)
            if not self._ready and time.monotonic() > until:
                raise Refusal(
                    Problem(
                        "supervisor.web-silent",
                        message("网页在 {seconds} 秒内没有应答。", seconds=int(_WEB_SECONDS)),
                        cure=message("请查看上面的错误信息，解决后再启动。"),
                    )
                )

    def _look_after_children(self) -> None:
        now = time.monotonic()
        for child in self._children:
            if child.start_again_at is None and child.process.poll() is not None:
                kill_session(child.process.pid)
                child.note_death(now)
                self._tell(message("{name}意外停止，即将重新启动", name=child.name))
            elif child.start_again_at is not None and now >= child.start_again_at:
                child.process = child.start()
                child.start_again_at = None
                self._write_list_of_children()

    def _stop_all(self) -> None:
        if self._children:
            self._tell(message("正在停止"))
        programs = [child for child in self._children if not self._is_database(child)]
        for child in programs:
            if child.process.poll() is None:
                child.process.terminate()
        for child in programs:
            stop_child(child.process, _STOPPING)
        if self.embedded is not None:
            self.embedded.stop()
        self._list_of_children.unlink(missing_ok=True)
        if self._children:
            self._tell(message("已全部停止"))

    def _is_database(self, child: Child) -> bool:
        return child.start == self._restart_database

    def _pause(self) -> None:
        if self._stop_asked:
            raise _Stopped
        time.sleep(_POLL_SECONDS)

    def _tell(self, told: Message) -> None:
        texts = told.in_both()
        self.say(f"{texts['zh']} / {texts['en']}")

    @contextmanager
    def _asked_by_signals(self) -> Iterator[None]:
        def note(_number: int, _frame: FrameType | None) -> None:
            self._stop_asked = True

        wanted = [each for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP) if _is_heeded(each)]
        before = {each: signal.signal(each, note) for each in wanted}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)

    @property
    def _list_of_children(self) -> Path:
        return self.data / "children.json"

    def _write_list_of_children(self) -> None:
        seen = {child.process.pid: look_at(child.process.pid) for child in self._children}
        lines = [{"pid": pid, "started_at": found.started_at} for pid, found in seen.items() if found]
        waiting = self._list_of_children.with_suffix(".writing")
        waiting.write_text(json.dumps(lines), encoding="utf-8")
        waiting.replace(self._list_of_children)


def _is_heeded(number: signal.Signals) -> bool:
    return signal.getsignal(number) is not signal.SIG_IGN or number is signal.SIGTERM  # nohup ignores SIGHUP


@contextmanager
def folder_lock(data: Path) -> Iterator[None]:
    """Hold the data folder for this process alone, or raise `Refusal`; the lock ends with the process."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / "serving.lock").open("a+", encoding="utf-8") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            mark.seek(0)
            raise Refusal(
                Problem(
                    "supervisor.folder-in-use",
                    message("数据文件夹 {folder} 正由进程 {pid} 使用。", folder=data, pid=mark.read().strip() or "?"),
                    cure=message("请先停止该进程，或把 REGISTRY_DATA 设为另一个文件夹。"),
                )
            ) from None
        mark.truncate(0)
        mark.write(str(os.getpid()))
        mark.flush()
        yield


def require_free_port(host: str, port: int) -> None:
    """Raise `Refusal` where the web server could not listen there."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
            trial.listen(1)
    except OSError as cause:
        raise Refusal(
            Problem(
                "supervisor.port-not-free",
                message("无法在 {host} 的端口 {port} 上提供网页：它已被占用，或不允许使用。", host=host, port=port),
                where="PORT",
                cure=message("请把 PORT 设为另一个端口，例如 PORT=8080。"),
            )
        ) from cause


def stop_leftovers(list_of_children: Path) -> None:
    """Stop what an earlier run started and left behind, and nothing else."""
    try:
        lines = json.loads(list_of_children.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return
    for line in lines:
        if is_the_same(line["pid"], line["started_at"], with_argument=PROGRAM):
            stop_leftover(line["pid"], _LEFTOVER_STOPPING)


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((_reachable(host), port), timeout=1):
            return True
    except OSError:
        return False


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
