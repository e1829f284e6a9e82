"""Pages of certificates: the public check, one's own certificates, the register of enterprises and officers."""

from typing import Any

from registry.certificates.pages import checking, own, register, spreadsheet, steps

ROUTES: list[Any] = [*checking.ROUTES, *own.ROUTES, *register.ROUTES, *spreadsheet.ROUTES, *steps.ROUTES]
