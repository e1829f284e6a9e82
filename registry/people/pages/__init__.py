"""Pages of accounts and of machine tokens, a part for each matter; `ROUTES` joins them."""

from typing import Any

from registry.people.pages import accounts, cases, lookups, security, tokens

ROUTES: list[Any] = [*accounts.ROUTES, *tokens.ROUTES, *cases.ROUTES, *security.ROUTES, *lookups.ROUTES]
