"""Pages of accounts and of machine tokens, a part for each matter; `ROUTES` joins them."""

from typing import Any

from registry.people.pages import accounts, cases, tokens

ROUTES: list[Any] = [*accounts.ROUTES, *tokens.ROUTES, *cases.ROUTES]
