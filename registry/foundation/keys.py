"""The keys of an installation as a text: made once, kept outside of the database, read at start."""

import base64
import binascii
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from registry.foundation.encryption import KeyRing
from registry.foundation.problems import Message, message
from registry.foundation.setting_values import Unreadable

_KEY = re.compile(r"(sealing|hashing|signing):(\d{1,3}):([A-Za-z0-9+/=_-]+)")
_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Keys:
    """The secrets of an installation: what seals and finds personal data, and what signs form tokens."""

    ring: KeyRing
    signing: Mapping[int, bytes] = field(repr=False)

    @property
    def newest_signing_key(self) -> bytes:
        """The key that signs form tokens now."""
        return self.signing[max(self.signing)]


def make_keys() -> str:
    """Return a fresh set of keys as a text: one key of each kind, id 1."""
    kinds = ("sealing", "hashing", "signing")
    return "".join(f"{kind}:1:{base64.b64encode(secrets.token_bytes(_LENGTH)).decode()}\n" for kind in kinds)


def read_keys(text: str) -> Keys:
    """Return the keys in a text: `kind:id:base64` by line or space, kinds sealing, hashing, signing, id 1–255.

    The highest id of each kind is in use; the others still open what they sealed.
    """
    kinds: dict[str, dict[int, bytes]] = {"sealing": {}, "hashing": {}, "signing": {}}
    lines = [line.partition("#")[0] for line in text.splitlines()]
    for part in " ".join(lines).split():
        kind, number, key = _read_key(part)
        if number in kinds[kind]:
            raise _weak_keys(message("密钥 {kind}:{number} 出现了两次。", kind=kind, number=number))
        kinds[kind][number] = key
    for kind, found in kinds.items():
        if not found:
            raise _weak_keys(message("缺少 {kind} 密钥。", kind=kind))
    return Keys(KeyRing(kinds["sealing"], kinds["hashing"]), kinds["signing"])


def _read_key(part: str) -> tuple[str, int, bytes]:
    found = _KEY.fullmatch(part)
    if found is None:
        raise _weak_keys(message("有一项密钥写法不对。"))
    kind, number = found[1], int(found[2])
    try:
        key = base64.b64decode(found[3], altchars=b"-_" if set("-_") & set(found[3]) else None, validate=True)
    except binascii.Error:
        raise _weak_keys(message("密钥 {kind}:{number} 写法不对。", kind=kind, number=number)) from None
    if len(key) != _LENGTH or len(set(key)) < 8 or not 1 <= number <= 255:
        raise _weak_keys(message("密钥 {kind}:{number} 太弱或编号不对。", kind=kind, number=number))
    return kind, number, key


def _weak_keys(what: Message) -> Unreadable:
    return Unreadable(
        "settings.keys-weak",
        what,
        message("请运行 registry make-keys 生成密钥，每个密钥是 32 字节的随机数，编号为 1 至 255。"),
    )


def demo_keys_file(data: Path) -> Path:
    """Return the file of a demonstration's keys, made on its first start and kept with its data."""
    path = data / "demo-keys"
    data.mkdir(parents=True, exist_ok=True)
    waiting = data / f"demo-keys.{secrets.token_hex(4)}"
    try:
        if not path.exists():
            with open(waiting, "w", encoding="utf-8", opener=for_the_owner_alone) as file:
                file.write(make_keys())
            os.link(waiting, path)  # whoever links first has made the keys; the others read those
    except FileExistsError:
        pass
    finally:
        waiting.unlink(missing_ok=True)
    return path


def for_the_owner_alone(path: str, flags: int) -> int:
    """Open a file that nobody else may read; to be given to `open` as its opener."""
    return os.open(path, flags, 0o600)
