"""Sending files (下载): always as attachments, never as something that a browser runs."""

from urllib.parse import quote

from litestar import Response

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


def attachment(content: bytes, name: str, media_type: str) -> Response[bytes]:
    """Return a file to be saved under a name, which may be in Chinese (RFC 6266)."""
    return Response(
        content,
        media_type=media_type,
        headers={"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"},
    )
