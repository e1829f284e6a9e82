"""Bringing an installation up to date at start: schema, rules, calendar, authorities; each is safe to repeat."""

from registry.foundation.clock import Clock
from registry.foundation.database import migrate
from registry.foundation.working_days import load_shipped_years
from registry.organisations.service.authorities import load_authorities
from registry.policy.service import publish_shipped_rules


async def bring_up_to_date(clock: Clock) -> None:
    """Run what is missing; raises `Refusal` where the database is newer, or a published rule file has changed."""
    await migrate()
    await publish_shipped_rules(now=clock.now())
    await load_shipped_years(now=clock.now())
    await load_authorities(clock.now())
