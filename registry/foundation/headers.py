"""Headers that every answer bears: what a browser may load, and from where."""

from typing import Any

from litestar import Response

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


def protected(response: Response[Any]) -> Response[Any]:
    """Add the headers that protect an answer; nothing is kept by anybody between browser and server."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("cache-control", "no-store")
    return response


async def protect(response: Response[Any]) -> Response[Any]:
    """Add the headers to every answer of a handler; answers to errors do not pass here and add them themselves."""
    return protected(response)
