"""The 128 random bits of a certificate as they stand in the address of its QR code: 22 letters, digits, - and _."""

import base64
import binascii

TOKEN_BYTES = 16
TOKEN_LENGTH = 22


def token_in_address(token: bytes) -> str:
    """Return a certificate's token as it stands in an address."""
    return base64.urlsafe_b64encode(token).decode().rstrip("=")


def token_from_address(text: str) -> bytes | None:
    """Return the token that an address holds, or None where it cannot be one."""
    if len(text) != TOKEN_LENGTH:
        return None
    try:
        token = base64.b64decode(f"{text}==", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return token if token_in_address(token) == text else None
