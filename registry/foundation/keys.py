"""The keys of an installation as a text: made once, kept outside of the database, read at start."""

import base64
import binascii
import fcntl
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from registry.foundation.encryption import KeyRing
from registry.foundation.problems import Message, Problem, Refusal, message
from registry.foundation.setting_values import Unreadable

_KEY = re.compile(r"(sealing|hashing|signing):(\d{1,3}):([A-Za-z0-9+/=_-]+)")
_LENGTH = 32
_HIGHEST = 255
KINDS = ("sealing", "hashing", "signing")


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
    return "".join(f"{kind}:1:{base64.b64encode(secrets.token_bytes(_LENGTH)).decode()}\n" for kind in KINDS)


def read_keys(text: str) -> Keys:
    """Return the keys in a text: `kind:id:base64` by line or space, kinds sealing, hashing, signing, id 1–255.

    The highest id of each kind is in use; the others still open what they sealed.
    """
    kinds: dict[str, dict[int, bytes]] = {kind: {} for kind in KINDS}
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


def add_key(file: Path, kind: str) -> int:
    """Add a fresh key of a kind to a file of keys and return its id; it is in use from the next start on.

    The file is replaced as a whole: whoever reads it meanwhile, or after a crash, finds the old one or the new one.
    Its owner stays, and nobody else may read it. Raises `Refusal` where it is no file of keys or all ids are used up.
    """
    file = file.resolve()
    with _held(file.parent):
        text = file.read_text(encoding="utf-8")
        number = _next_number(read_keys(text), kind)
        lines = text if not text or text.endswith("\n") else f"{text}\n"
        _replace(file, f"{lines}{kind}:{number}:{base64.b64encode(secrets.token_bytes(_LENGTH)).decode()}\n")
    return number


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Two who add a key at once do so one after the other; the file itself is replaced, so its folder is held."""
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def _next_number(known: Keys, kind: str) -> int:
    kinds: Mapping[str, Mapping[int, bytes]] = {
        "sealing": known.ring.sealing,
        "hashing": known.ring.hashing,
        "signing": known.signing,
    }
    number = max(kinds[kind]) + 1
    if number > _HIGHEST:
        raise Refusal(
            Problem(
                "keys.used-up",
                message("{kind} 密钥的编号已用到 {highest}，不能再增加。", kind=kind, highest=_HIGHEST),
                cure=message("请联系系统的维护者。"),
            )
        )
    return number


def _replace(file: Path, text: str) -> None:
    owner = file.stat()
    waiting = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        with open(waiting, "x", encoding="utf-8", opener=for_the_owner_alone) as written:
            written.write(text)
            written.flush()
            if (owner.st_uid, owner.st_gid) != (os.geteuid(), os.getegid()):
                os.fchown(written.fileno(), owner.st_uid, owner.st_gid)
            os.fsync(written.fileno())
        waiting.replace(file)
    finally:
        waiting.unlink(missing_ok=True)


def _read_key(part: str) -> tuple[str, int, bytes]:
    found = _KEY.fullmatch(part)
    if found is None:
        raise _weak_keys(message("有一项密钥写法不对。"))
    kind, number = found[1], int(found[2])
    try:
        key = base64.b64decode(found[3], altchars=b"-_" if set("-_") & set(found[3]) else None, validate=True)
    except binascii.Error:
        raise _weak_keys(message("密钥 {kind}:{number} 写法不对。", kind=kind, number=number)) from None
    if len(key) != _LENGTH or len(set(key)) < 8 or not 1 <= number <= _HIGHEST:
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
