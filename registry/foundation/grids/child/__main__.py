"""Read the file on standard input, hand its rows back on standard output."""

import resource
import sys
from typing import BinaryIO

from registry.foundation.grids.child.kinds import reader_for
from registry.foundation.grids.child.refusing import CannotRead
from registry.foundation.grids.limits import MOST_CHILD_ADDRESS_SPACE, MOST_CHILD_SECONDS
from registry.foundation.grids.passing import EndFrame, RefusedFrame, Sender, TooMuchToPass


def main() -> None:
    """Read one file and answer with one workbook or one refusal."""
    _live_within_limits()
    sender = Sender(sys.stdout.buffer)
    sender.send(_answer(sys.stdin.buffer, sender))
    sys.stdout.buffer.flush()


def _live_within_limits() -> None:
    for kind, most in (
        (resource.RLIMIT_AS, MOST_CHILD_ADDRESS_SPACE),
        (resource.RLIMIT_CPU, MOST_CHILD_SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        _, hardest = resource.getrlimit(kind)
        resource.setrlimit(kind, (most if hardest == resource.RLIM_INFINITY else min(most, hardest), hardest))


def _answer(file: BinaryIO, sender: Sender) -> EndFrame | RefusedFrame:
    try:
        return reader_for(file)(file, sender)
    except CannotRead as refusal:
        return RefusedFrame(refusal.code, refusal.values)
    except (MemoryError, TooMuchToPass, RecursionError):
        return RefusedFrame("file.beyond-limits")
    except Exception:  # whatever a library makes of a file that is made to break it
        return RefusedFrame("file.damaged")


main()
