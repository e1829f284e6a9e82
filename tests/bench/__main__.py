"""Measures and prints the table; every part can be named: `python -m tests.bench roster certificate checks`."""

import sys
import tempfile
from pathlib import Path

from tests.bench.certificate import measure_certificate
from tests.bench.checks import measure_checks
from tests.bench.roster import measure_roster

PARTS = ("certificate", "roster", "checks")


def main(parts: list[str]) -> None:
    """Print the table line by line as it comes, and end with 1 where a target was missed."""
    missed = False
    with tempfile.TemporaryDirectory(prefix="registry-bench-") as name:
        folder = Path(name)
        measures = {
            "certificate": measure_certificate,
            "roster": lambda: measure_roster(folder),
            "checks": lambda: measure_checks(folder),
        }
        for part in parts or PARTS:
            for line in measures[part]():
                missed |= line.reached is False
                print(line.as_text(), flush=True)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
