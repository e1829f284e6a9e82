"""The demonstration (演示数据): three invented enterprises with rounds at every stage, and who may sign in.

Everything is told through the services of the subjects, as people would do it, on days counted back from the day of
loading. What is told stands in seeds/demo/.
"""

from importlib import import_module

from registry.demo.plans import PASSWORD, sign_in_lines
from registry.foundation.clock import Clock
from registry.settings import Settings


def sign_ins() -> list[str]:
    """Return one line for each role that can sign in, for the terminal; needs no database."""
    return sign_in_lines(PASSWORD)


async def seed(settings: Settings, clock: Clock) -> None:
    """Load the demonstration in one transaction; nothing happens where somebody has an account already."""
    # Here and not above: who only prints the sign-ins should not wait for every service to be loaded.
    await import_module("registry.demo.loading").load(settings, clock)
