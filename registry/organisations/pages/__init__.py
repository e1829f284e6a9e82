"""Pages of organisations: the list, one with its bodies, entering both, and the people with a role in it."""

from typing import Any

from registry.organisations.pages import organisations, staff

ROUTES: list[Any] = [*organisations.ROUTES, *staff.ROUTES]
