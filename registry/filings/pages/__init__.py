"""Pages of filings: the list, one with its history, entering one, changing one."""

from typing import Any

from registry.filings.pages import changing, entering, lists

ROUTES: list[Any] = [*lists.ROUTES, *entering.ROUTES, *changing.ROUTES]
