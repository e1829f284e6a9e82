"""Encryption at rest and keyed hashes: document numbers, phones, addresses, stored files.

A sealed value is one byte of key id, twelve bytes of random nonce and what AES-GCM makes of the rest. The place
(table, column and row) is bound in as associated data: a value copied into another row does not open.
A fingerprint is an HMAC-SHA256 under a key of its own; with it a number is found without being stored.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


class Unsealable(Exception):
    """A sealed value does not open: key missing, value damaged, or moved from another place."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value stands; it opens nowhere else."""

    table: str
    column: str
    row: UUID

    def as_bytes(self) -> bytes:
        """Return the associated data that binds a value to this place."""
        return f"{self.table}:{self.column}:{self.row}".encode()


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The keys of an installation, by id (1–255); the newest of each kind is the one in use.

    Sealing keys hold 32 bytes; hashing keys at least 32.
    """

    sealing: Mapping[int, bytes] = field(repr=False)
    hashing: Mapping[int, bytes] = field(repr=False)

    def seal(self, plain: bytes, place: Place) -> bytes:
        """Return the value sealed for one place under the newest key."""
        key_id = self.newest_sealing_key
        nonce = secrets.token_bytes(_NONCE)
        return bytes([key_id]) + nonce + AESGCM(self.sealing[key_id]).encrypt(nonce, plain, place.as_bytes())

    def unseal(self, sealed: bytes, place: Place) -> bytes:
        """Return what was sealed for this place, or raise `Unsealable`."""
        try:
            key = self.sealing[sealed[0]]
            return AESGCM(key).decrypt(sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :], place.as_bytes())
        except (KeyError, IndexError, InvalidTag, ValueError) as cause:
            raise Unsealable(f"nothing opens at {place.table}.{place.column}") from cause

    def seal_text(self, plain: str, place: Place) -> bytes:
        """Seal a text; see `seal`."""
        return self.seal(plain.encode(), place)

    def unseal_text(self, sealed: bytes, place: Place) -> str:
        """Open a sealed text; see `unseal`."""
        return self.unseal(sealed, place).decode()

    def fingerprint(self, value: str | bytes, *, key_id: int | None = None) -> bytes:
        """Return the keyed hash of a value under the newest hashing key, or under the one named."""
        key = self.hashing[self.newest_hashing_key if key_id is None else key_id]
        return hmac.digest(key, value.encode() if isinstance(value, str) else value, "sha256")

    def fingerprints(self, value: str | bytes) -> tuple[bytes, ...]:
        """Return the keyed hash of a value under each hashing key, the newest first.

        What was made before the newest key came is recognised by the others.
        """
        return tuple(self.fingerprint(value, key_id=key_id) for key_id in sorted(self.hashing, reverse=True))

    @property
    def newest_sealing_key(self) -> int:
        """The id of the sealing key in use."""
        return max(self.sealing)

    @property
    def newest_hashing_key(self) -> int:
        """The id of the hashing key in use."""
        return max(self.hashing)


def sealing_key_of(sealed: bytes) -> int:
    """Return the id of the key under which a value is sealed; 0, which no key has, for a value without content."""
    return sealed[0] if sealed else 0


def token_hash(token: str) -> bytes:
    """Return the hash under which a cookie or bearer token is found; its bits are random, so a plain hash is enough."""
    return sha256(token.encode()).digest()


_in_use: list[KeyRing] = []


def use_keys(ring: KeyRing) -> None:
    """Set the keys of this process; called once at start."""
    _in_use[:] = [ring]


def keys() -> KeyRing:
    """Return the keys of this process, or raise `RuntimeError` before they are set."""
    if not _in_use:
        raise RuntimeError("the keys are not set: call use_keys at start")
    return _in_use[0]
