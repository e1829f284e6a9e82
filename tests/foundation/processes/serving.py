"""`registry serve` as a real process of its own, on a data folder and a port that nobody else has."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from registry.foundation.child_processes import look_at
from registry.foundation.embedded_address import embedded_url
from registry.foundation.keys import make_keys

SECONDS = 60.0
_KEYS = make_keys().replace("\n", " ")


def eventually(holds: Callable[[], bool], seconds: float = SECONDS) -> bool:
    """Whether something comes to hold within some time; asks again and again."""
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            return False
        select.select([], [], [], 0.05)
    return True


def is_running(pid: int) -> bool:
    """Whether a process of that number runs."""
    return look_at(pid) is not None


def free_port() -> int:
    """Return a port on which nobody listens now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


class Serving:
    """One `registry serve`: started, asked, killed in part, stopped."""

    def __init__(self, data: Path, port: int, environ: Mapping[str, str] | None = None) -> None:
        self.data, self.port = data, port
        self.lines: list[str] = []
        self._environ = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "REGISTRY_MODE": "production",  # a demonstration would load its data first
            "PUBLIC_URL": "https://registry.example",
            "REGISTRY_KEYS": _KEYS,
            "REGISTRY_DATA": str(data),
            "PORT": str(port),
            **(environ or {}),
        }
        self._buffer = b""
        self._seen: list[int] = []
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "registry.cli", "serve"],
            env=self._environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def wait_for_line(self, words: str, seconds: float = SECONDS) -> str:
        """Return the next line that holds some words; AssertionError with all lines where none comes."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            line = self._next_line(until - time.monotonic())
            if line is None:
                break
            if words in line:
                return line
        raise AssertionError(f"no line with {words!r} in:\n" + "\n".join(self.lines))

    def _next_line(self, seconds: float) -> str | None:
        assert self.process.stdout is not None
        until = time.monotonic() + seconds
        while b"\n" not in self._buffer:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, until - time.monotonic()))
            piece = os.read(self.process.stdout.fileno(), 65536) if ready else b""
            if not piece:
                return None
            self._buffer += piece
        line, _, self._buffer = self._buffer.partition(b"\n")
        self.lines.append(line.decode())
        return self.lines[-1]

    def read_to_the_end(self) -> str:
        """Return everything that it said, once it has ended."""
        while self._next_line(SECONDS) is not None:
            pass
        self.process.wait(SECONDS)
        return "\n".join(self.lines)

    def wait_until_ready(self) -> Self:
        """Wait for its address."""
        self.wait_for_line("Ready:")
        self._seen = list(self.children().values())
        return self

    def children(self) -> dict[str, int]:
        """Return the process ids of the three parts."""
        listed = [line["pid"] for line in json.loads((self.data / "children.json").read_text())]
        return dict(zip(("database", "web", "worker"), listed, strict=True))

    def answers(self) -> bool:
        """Whether the web server answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthy", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    @property
    def database_url(self) -> str:
        """The URL of its database."""
        return embedded_url(self.data)

    def kill(self, pid: int) -> None:
        """Kill one of its processes, as nothing can be killed harder."""
        os.kill(pid, signal.SIGKILL)

    def stop(self, with_signal: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop and return how it ended."""
        if self.process.poll() is None:
            self.process.send_signal(with_signal)
        self.read_to_the_end()
        return self.process.wait(SECONDS)

    def end_by_force(self) -> None:
        """Leave nothing running, whatever the test did."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.communicate(timeout=30)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.process.wait()
        assert eventually(lambda: not any(map(is_running, self._seen)), 30)


@contextmanager
def serving(data: Path, port: int, environ: Mapping[str, str] | None = None) -> Iterator[Serving]:
    """Serve for the length of a block."""
    started = Serving(data, port, environ)
    try:
        yield started
    finally:
        started.end_by_force()
