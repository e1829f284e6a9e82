"""Programs that we start and stop ourselves: each in a session of its own, none outliving us by accident.

On Linux the kernel signals a child when the thread that started it ends (parent-death signal); elsewhere, and as
a second safety, the next start finds what was left over by process id, start time and command line together, so
that a process of somebody else is never touched.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

_PR_SET_PDEATHSIG = 1
_SAME_START_SECONDS = 30.0  # clocks of the kernel and of a pid file differ by rounding and by corrections
_POLL_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class SystemUser:
    """A user of the operating system that a child drops to."""

    user: int
    group: int


@dataclass(frozen=True, slots=True)
class RunningProcess:
    """What can be seen of a process from outside: when it started (seconds since 1970) and its arguments."""

    started_at: float
    arguments: tuple[str, ...]


def start_child(
    arguments: Sequence[str | Path],
    *,
    death_signal: signal.Signals,
    environ: Mapping[str, str] | None = None,
    user: SystemUser | None = None,
    output: IO[Any] | None = None,
) -> subprocess.Popen[bytes]:
    """Start a program as leader of its own session; it gets `death_signal` when this process ends (Linux).

    Must be called from the main thread: the signal comes when the calling *thread* ends.
    """
    if threading.current_thread() is not threading.main_thread():
        raise RuntimeError("children are started from the main thread: their death signal follows the thread")
    return subprocess.Popen(
        [str(argument) for argument in arguments],
        cwd="/" if user else None,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        start_new_session=True,
        preexec_fn=_ask_for_death_signal(death_signal),
        **_as_user(user),
    )


def _as_user(user: SystemUser | None) -> dict[str, Any]:
    return {} if user is None else {"user": user.user, "group": user.group, "extra_groups": []}


def run_once(arguments: Sequence[str | Path], *, environ: Mapping[str, str], user: SystemUser | None = None) -> str:
    """Run a program to its end and return what it printed; raises `CalledProcessError` with its output."""
    done = subprocess.run(
        [str(argument) for argument in arguments],
        cwd="/" if user else None,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
        start_new_session=True,  # a Ctrl-C does not cut it short; we stop after it
        **_as_user(user),
    )
    return str(done.stdout)


def _ask_for_death_signal(death_signal: signal.Signals) -> Callable[[], None] | None:
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def ask() -> None:
        prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:  # it died before we asked
            os._exit(1)

    return ask


def stop_child(process: subprocess.Popen[bytes], steps: Sequence[tuple[signal.Signals, float]]) -> None:
    """Stop a child: each signal in turn with the seconds that it is given, then kill its whole session."""
    if process.returncode is not None:  # seen to its end before; its number may be another's by now
        return
    for step, seconds in steps:
        if process.poll() is not None:
            break
        process.send_signal(step)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
    kill_session(process.pid)
    process.wait()


def kill_session(leader: int) -> None:
    """Kill what is left of the process group that one of our children led."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):  # macOS says "not permitted" of a group of zombies
        return


def stop_leftover(pid: int, steps: Sequence[tuple[signal.Signals, float]]) -> bool:
    """Stop a process that an earlier run of ours left behind; returns whether it is gone."""
    for step, seconds in steps:
        try:
            os.kill(pid, step)
        except ProcessLookupError:
            return True
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if look_at(pid) is None:
                return True
            time.sleep(_POLL_SECONDS)
    return False


def is_the_same(pid: int, started_at: float, *, with_argument: str) -> bool:
    """Whether a process still is the one that started then with that argument, and not a later one of its number."""
    seen = look_at(pid)
    return (
        seen is not None
        and abs(seen.started_at - started_at) <= _SAME_START_SECONDS
        and with_argument in seen.arguments
    )


def look_at(pid: int) -> RunningProcess | None:
    """Return what is seen of a running process; None where there is none, or only its remains (a zombie)."""
    return _look_in_proc(pid) if sys.platform == "linux" else _ask_ps(pid)


def _look_in_proc(pid: int) -> RunningProcess | None:
    if pid <= 0:
        return None
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        arguments = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
        uptime = float(Path("/proc/uptime").read_text().split()[0])
    except (FileNotFoundError, ProcessLookupError):
        return None
    if after_name[0] in "ZX":
        return None
    ticks = int(after_name[19])  # field 22 of proc(5): start after boot, in clock ticks
    return RunningProcess(time.time() - uptime + ticks / os.sysconf("SC_CLK_TCK"), tuple(arguments))


def _ask_ps(pid: int) -> RunningProcess | None:
    found = subprocess.run(
        ["ps", "-o", "stat=,lstart=,command=", "-p", str(pid)],
        env={"LC_ALL": "C", "PATH": os.defpath},
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    if len(found) < 7 or found[0].startswith("Z"):
        return None
    started = datetime.strptime(" ".join(found[1:6]), "%a %b %d %H:%M:%S %Y").astimezone()
    return RunningProcess(started.timestamp(), tuple(found[6:]))
