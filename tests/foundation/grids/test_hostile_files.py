"""What is made to harm is refused soon, in little memory, with words: measured in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from registry.foundation.grids.limits import MIB
from tests.foundation.grids.hostile import FILES, write_one_line_of_200_mb

MEASURED = """
import json, resource, sys
from pathlib import Path
from registry.foundation.grids.reading import Unreadable, read_workbook

code = None
try:
    read_workbook(Path(sys.argv[1]))
except Unreadable as refusal:
    code = refusal.problems[0].code
child = resource.getrusage(resource.RUSAGE_CHILDREN)
own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
if sys.platform == "linux":  # there, what the tests themselves once held is counted as ours
    status = Path("/proc/self/status").read_text().split()
    own = int(status[status.index("VmHWM:") + 1])
print(json.dumps([code, child.ru_utime + child.ru_stime, own + child.ru_maxrss]))
"""
# Processor time, so that a busy machine changes little; the slowest of these files takes 6 seconds.
MOST_SECONDS = 12
# What getrusage counts in: kibibytes on Linux, bytes on macOS.
RSS_UNIT = 1 if sys.platform == "darwin" else 1024


def measured(path: Path) -> tuple[str | None, float, float]:
    """Code of the refusal, processor seconds of the child, MiB of both processes at their highest."""
    answer = subprocess.run([sys.executable, "-c", MEASURED, path], capture_output=True, check=True, text=True)
    code, seconds, memory = json.loads(answer.stdout)
    return code, seconds, memory * RSS_UNIT / MIB


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_in_bounded_time_and_memory(name: str, tmp_path: Path) -> None:
    expected, make = FILES[name]
    path = tmp_path / "roster.xlsx"
    path.write_bytes(make())
    code, seconds, memory = measured(path)
    assert code == expected
    assert seconds < MOST_SECONDS
    assert memory < 900


def test_a_line_of_200_mb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    write_one_line_of_200_mb(path)
    code, seconds, _ = measured(path)
    assert code == "file.too-large"
    assert seconds == 0
