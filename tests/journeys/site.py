"""The registry as it is served: web server and worker as processes of their own, on a test's database."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from registry.demo.plans import PASSWORD

TODAY = "2024-06-03"  # a Monday
_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Site:
    """Where the registry is served; the demonstration is loaded, and it is Monday, 3 June 2024."""

    address: str
    password: str = PASSWORD


@contextmanager
def served(database_url: str, data: Path, keys: str) -> Iterator[Site]:
    """Load the demonstration into a database and serve it for the length of a block."""
    port = _free_port()
    environ = {
        **os.environ,
        "DATABASE_URL": database_url,
        "REGISTRY_MODE": "demo",
        "REGISTRY_DATA": str(data),
        "REGISTRY_KEYS": keys.replace("\n", " "),
        "REGISTRY_TODAY": TODAY,
        "PORT": str(port),
    }
    subprocess.run(_command("load-demo"), env=environ, check=True, stdout=subprocess.DEVNULL)
    parts = [subprocess.Popen(_command(name), env=environ) for name in ("web", "worker")]
    try:
        site = Site(f"http://127.0.0.1:{port}")
        _wait_for(site, parts)
        yield site
    finally:
        for part in parts:
            part.send_signal(signal.SIGTERM)
        for part in parts:
            part.wait(_SECONDS)


def _command(name: str) -> list[str]:
    return [sys.executable, "-m", "registry.cli", name]


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _wait_for(site: Site, parts: list[subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + _SECONDS
    while not _answers(site):
        assert all(part.poll() is None for part in parts), "the web server or the worker ended at once"
        assert time.monotonic() < until, "the web server does not answer"
        time.sleep(0.1)


def _answers(site: Site) -> bool:
    try:
        with urllib.request.urlopen(f"{site.address}/healthy", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
