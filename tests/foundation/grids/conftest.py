"""Bytes in, a workbook out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from registry.foundation.grids.model import Workbook
from registry.foundation.grids.reading import Unreadable, read_workbook

Read = Callable[[bytes], Workbook]
Refused = Callable[[bytes], str]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a file of these bytes, under a name that says nothing."""

    def from_bytes(data: bytes) -> Workbook:
        path = tmp_path / "upload"
        path.write_bytes(data)
        return read_workbook(path)

    return from_bytes


@pytest.fixture
def refused(read: Read) -> Refused:
    """The code with which a file of these bytes is refused."""

    def code_of(data: bytes) -> str:
        with pytest.raises(Unreadable) as refusal:
            read(data)
        (problem,) = refusal.value.problems
        return problem.code

    return code_of
