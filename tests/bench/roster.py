"""A roster of 50,000 rows, read, checked and judged as on the command line: how long, and how much memory in all."""

import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

from openpyxl import Workbook

from tests.bench.lines import Line
from tests.people.world import number_with_check_character

ROWS = 50_000
_HEADER = [
    "序号",
    "姓名",
    "身份证号",
    "性别",
    "文化程度",
    "参加工作时间",
    "现从事职业年限",
    "现有证书",
    "发证日期",
    "联系电话",
]
_FAMILY, _GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "建国明华秀英志强晓红丽军海涛敏静超勇杰娟"
_PAGE = os.sysconf("SC_PAGE_SIZE")


def measure_roster(folder: Path) -> list[Line]:
    """Return the lines of a large roster."""
    file = folder / "roster.xlsx"
    write_roster(file)
    before = _processor_seconds()
    seconds, peak, candidates = _check(file)
    worked = _processor_seconds() - before
    size = f"{file.stat().st_size / 1e6:.1f} MB"
    return [
        Line(
            f"roster of {ROWS:,} rows ({size}), {candidates:,} people ({worked:.1f} s of work)",
            f"{seconds:.1f} s",
            "< 20 s",
            seconds < 20,
        ),
        Line(
            "    memory of the process and its reader together",
            f"{peak / 2**20:.0f} MiB",
            "< 500 MiB",
            peak < 500 * 2**20,
        ),
    ]


def write_roster(file: Path) -> None:
    """Write a roster as a large enterprise would send it; all people are invented."""
    chance = random.Random(7)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("名册")
    sheet.append(["某某集团有限公司职业技能等级认定报名表"])
    sheet.append(_HEADER)
    for place in range(ROWS):
        sheet.append(_row(place, chance))
    book.save(file)


def _row(place: int, chance: random.Random) -> list[object]:
    day = f"{1965 + place % 40}{1 + place // 40 % 12:02d}{1 + place // 480 % 28:02d}"
    number = number_with_check_character(f"140101{day}{place // 13440 * 200 + place % 200:03d}")
    name = chance.choice(_FAMILY) + chance.choice(_GIVEN) + chance.choice(_GIVEN)
    years = chance.choice(["12", "8年", "3", "", "20"])
    certificate = chance.choice(["", "中级工", "高级工"])
    issued = "2018-06-01" if certificate else ""
    sex = "男" if int(number[16]) % 2 else "女"
    return [place + 1, name, number, sex, "大专", "2005.7", years, certificate, issued, "13800000000"]


def _check(file: Path) -> tuple[float, int, int]:
    """Run the command and watch the memory of it and of all that it starts."""
    command = [
        *(str(Path(sys.executable).parent / "registry"), "import-roster", "--dry-run", str(file), "--json"),
        *("--occupation", "6-31-01-03", "--level", "3", "--on", "2024-06-01"),
    ]
    answer = file.with_suffix(".json")
    started = time.perf_counter()
    with answer.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, start_new_session=True)
        peak = 0
        while process.poll() is None:
            peak = max(peak, _memory_of_session(process.pid))
            time.sleep(0.02)
    seconds = time.perf_counter() - started
    if process.returncode != 0:
        raise RuntimeError(f"the roster was not read: {answer.read_text()[:500]}")
    text = answer.read_text(encoding="utf-8")
    return seconds, peak, int(text.rpartition('"candidates":')[2].strip(" }\n"))


def _processor_seconds() -> float:
    """Return the work of all processes that were started and have ended: on a busy machine it stays the same."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _memory_of_session(session: int) -> int:
    """Return the resident memory of every process of a session, in bytes; shared pages count for each."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
            if int(fields[3]) == session:
                total += int(fields[21]) * _PAGE
        except (OSError, IndexError, ValueError):
            continue
    return total
