"""The public check with a million certificates stored, beside a handler that does one bare `fetchrow`, in turns."""

import asyncio
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import md5
from pathlib import Path
from urllib.parse import urlencode

from registry.certificates.service.tokens import token_in_address
from registry.foundation.keys import make_keys, read_keys
from tests.bench.filling import CERTIFICATES, PERSONS, certificate_number, fill, name_of
from tests.bench.lines import Line
from tests.database_server import database_server

TURNS, SECONDS, CONNECTIONS, QUESTIONS = 3, 4.0, 8, 2000


def measure_checks(folder: Path) -> list[Line]:
    """Return the lines of the public check."""
    with database_server() as server:
        url, typed = server.url(server.make_database()), make_keys()
        started = time.perf_counter()
        asyncio.run(fill(url, read_keys(typed).ring))
        filled = time.perf_counter() - started
        environ = {**os.environ, "DATABASE_URL": url, "REGISTRY_KEYS": typed, "REGISTRY_DATA": str(folder / "data")}
        environ |= {"REGISTRY_MODE": "demo"}
        rates = _rates(environ, folder)
    bare = statistics.median(rates["bare"])
    lines = [
        Line(f"{CERTIFICATES:,} certificates stored, {PERSONS:,} people", f"{filled:.0f} s", ""),
        Line("a Litestar handler with one bare fetchrow", f"{bare:.0f} /s", ""),
    ]
    for what, words in (("check", "public check on the page, number and name"), ("code", "public check by QR code")):
        rate = statistics.median(rates[what])
        lines.append(
            Line(f"{words} ({rate / bare:.0%} of the bare handler)", f"{rate:.0f} /s", "≥ 50 %", rate * 2 >= bare)
        )
    return lines


def _rates(environ: dict[str, str], folder: Path) -> dict[str, list[float]]:
    """Ask each in turn, so that whatever else the machine does meets all of them."""
    files = {what: folder / f"{what}.txt" for what in ("bare", "check", "code")}
    for what, lines in _questions().items():
        files[what].write_text("\n".join(lines), encoding="utf-8")
    rates: dict[str, list[float]] = {what: [] for what in files}
    with (
        _served(["-m", "registry.cli", "web"], environ) as ours,
        _served(_uvicorn(), environ) as bare,
    ):
        for _ in range(TURNS + 1):
            for what, file in files.items():
                rates[what].append(_rate(bare if what == "bare" else ours, file))
    return {what: measured[1:] for what, measured in rates.items()}  # the first turn only warms up


def _questions() -> dict[str, list[str]]:
    asked = random.Random(11).sample(range(CERTIFICATES), QUESTIONS)
    forms = [urlencode({"way": "name", "number": certificate_number(n), "name": name_of(n % PERSONS)}) for n in asked]
    return {
        "bare": [f"GET\t/{certificate_number(n)}\t" for n in asked],
        "check": [f"POST\t/check\t{form}" for form in forms],
        "code": [f"GET\t/c/{_code(n)}\t" for n in asked],
    }


def _code(certificate: int) -> str:
    return token_in_address(md5(str(certificate).encode(), usedforsecurity=False).digest())


def _uvicorn() -> list[str]:
    return ["-m", "uvicorn", "tests.bench.bare:create_app", "--factory", "--log-level", "warning", "--no-access-log"]


@contextmanager
def _served(command: list[str], environ: dict[str, str]) -> Iterator[int]:
    port = _free_port()
    if "uvicorn" in command:
        command = [*command, "--port", str(port)]
    process = subprocess.Popen([sys.executable, *command], env={**environ, "PORT": str(port)})
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _rate(port: int, file: Path) -> float:
    command = [sys.executable, "-m", "tests.bench.load", str(port), str(SECONDS), str(CONNECTIONS), str(file)]
    good, other = map(int, subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())
    if other:
        raise RuntimeError(f"{other} answers were not 200, {good} were")
    return good / SECONDS
