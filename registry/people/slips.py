"""The folded slip with an activation code (开户激活码纸条), as a PDF; nobody reads the code on a screen page.

What the slip can do, and what it cannot: the sheet is folded twice, so that the code lies inside and the outside names
only who gets it. That keeps the code from eyes that pass by, and from a clerk who hands out a hundred slips and reads
none. It does not keep it from someone who means to read it: who prints holds the file until it is deleted, can open
it, and can unfold the paper. Against that stand the other locks: the code opens nothing without the person's whole
document number and name, works once, and runs out; each printing leaves an event and makes the earlier code void, so
that a slip that was used in secret fails in its owner's hand; the first sign-in shows when and how the account was
opened; and a second opening comes before the authority. Where even this is not enough, the person opens the account at
a counter of the authority.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import cast

import typst

from registry.foundation.dates import moment_in_words
from registry.foundation.fonts import fonts, undrawable
from registry.foundation.places import TEMPLATES
from registry.foundation.problems import Problem, Refusal, message
from registry.people.service.accounts import PrintedCode

_TEMPLATE = TEMPLATES / "people" / "slip.typ"

# Its stubs do not know that it takes several files, by name, as texts in memory.
_compile = cast(Callable[..., bytes], typst.compile)


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands on one slip: to whom it is given and by whom, the code, and where the account is opened."""

    name: str = field(repr=False)
    masked_document: str
    handed_out_by: str
    code: PrintedCode
    address: str


def draw_slips(slips: Sequence[Slip], *, printed_at: datetime, specimen: bool) -> bytes:
    """Return the slips as a PDF, one sheet of A4 each; raises `Refusal` where no font draws a character of a name."""
    problems = [_undrawable(signs) for slip in slips if (signs := undrawable(slip.name + slip.handed_out_by))]
    if problems:
        raise Refusal(problems)
    content = {"slips": [_printed(slip) for slip in slips], "specimen": specimen}
    files = {"main.typ": _template(), "slips.json": json.dumps(content, ensure_ascii=False).encode()}
    return _compile(files, font_paths=fonts(), format="pdf", timestamp=int(printed_at.timestamp()))


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


def _printed(slip: Slip) -> dict[str, str]:
    return {
        "name": slip.name,
        "masked_document": slip.masked_document,
        "handed_out_by": slip.handed_out_by,
        "code": slip.code.grouped,
        "expires": moment_in_words(slip.code.expires_at, "zh"),
        "expires_en": moment_in_words(slip.code.expires_at, "en"),
        "address": slip.address,
    }


def _undrawable(signs: Sequence[str]) -> Problem:
    return Problem(
        "slip.undrawable",
        message("现有字体画不出这些字，纸条没有打印：{signs}。", signs="、".join(signs)),
        cure=message("请让本人携带证件到人社窗口开户。"),
    )
