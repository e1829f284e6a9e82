"""The QR code of a certificate: the address of its own check page, as a drawing."""

import io

import segno

# Any of the eight masks reads; trying all to find the prettiest takes longer than the rest of the page.
_MASK = 3


def check_address(public_url: str, token: str) -> str:
    """Return the address that the code holds: the registry's public address, /c/, the certificate's token."""
    return f"{public_url.rstrip('/')}/c/{token}"


def draw_qr(address: str) -> bytes:
    """Return the QR code as SVG; a fifth of it may be lost to a fold or a stamp and it still reads (level Q)."""
    drawing = io.BytesIO()
    code = segno.make(address, error="q", mask=_MASK, micro=False, boost_error=False)
    code.save(drawing, kind="svg", border=0, dark="#1c2733", xmldecl=False, svgns=True, nl=False)
    return drawing.getvalue()
