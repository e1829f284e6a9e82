"""Pages of accounts, a part for each matter; `ROUTES` joins them."""

from typing import Any

from registry.people.pages import accounts

ROUTES: list[Any] = [*accounts.ROUTES]
