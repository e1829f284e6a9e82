"""The first page: what one can do here, for a stranger and for each role."""

from litestar import get
from litestar.response import Template

from registry.foundation.pages import AnyRequest, page
from registry.foundation.viewers import PUBLIC


@get("/", opt={"permission": PUBLIC})
async def start(request: AnyRequest) -> Template:
    """Show what can be done here."""
    return page(request, "start.html")


@get("/healthy", opt={"permission": PUBLIC}, include_in_schema=False, sync_to_thread=False)
def healthy() -> dict[str, str]:
    """Answer that the web process runs."""
    return {"state": "running"}


ROUTES = [start, healthy]
