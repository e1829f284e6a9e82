"""The browser of the journeys: where it is found, and what is said where it is not."""

import os
import shutil

import pytest

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_skipped: list[str] = []


def find_browser() -> str | None:
    """Return the path of a Chromium, from the variable CHROMIUM or the system's own."""
    given = os.environ.get("CHROMIUM")
    return shutil.which(given) if given else next(filter(None, map(shutil.which, _PROGRAMS)), None)


def skip_journeys_without_browser(items: list[pytest.Item]) -> None:
    """Mark every journey as skipped where no browser is found."""
    if find_browser() is not None:
        return
    for item in items:
        if item.get_closest_marker("journey"):
            item.add_marker(pytest.mark.skip(reason="no Chromium is installed"))
            _skipped.append(item.nodeid)


def report_missing_browser(reporter: pytest.TerminalReporter) -> None:
    """Write, as the last lines of a run, that journeys were skipped and how to get a browser."""
    skipped = {report.nodeid for report in reporter.stats.get("skipped", [])} & set(_skipped)
    if not skipped:
        return
    word = "FAILED" if missing_browser_is_a_failure() else "SKIPPED"
    reporter.write_line("")
    reporter.write_line(
        f"{word}: {len(skipped)} browser journeys did not run, because no Chromium was found.", red=True
    )
    reporter.write_line("Run `make browser` to install Chromium and a Chinese font, then `make test` again.", red=True)


def missing_browser_is_a_failure() -> bool:
    """Whether skipped journeys fail the run (CI=true)."""
    return bool(_skipped) and os.environ.get("CI") == "true"
