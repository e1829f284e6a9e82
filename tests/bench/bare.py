"""What the public check is held against: a Litestar handler that does one bare `fetchrow` with asyncpg."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
from litestar import Litestar, get
from litestar.datastructures import State


@get("/{number:str}")
async def certificate(number: str, state: State) -> dict[str, Any]:
    """Return a certificate's name and state."""
    async with state.pool.acquire() as connection:
        row = await connection.fetchrow("select number, name, state from certificate where number = $1", number)
    return dict(row or {})


@asynccontextmanager
async def _pool(app: Litestar) -> AsyncIterator[None]:
    async with asyncpg.create_pool(os.environ["DATABASE_URL"], min_size=2, max_size=8) as pool:
        app.state.pool = pool
        yield


def create_app() -> Litestar:
    """Return the application, served by the same server with the same options as the registry."""
    return Litestar([certificate], lifespan=[_pool], openapi_config=None)
