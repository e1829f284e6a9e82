"""Where the embedded PostgreSQL of a data folder listens: a Unix socket, found alike by every process."""

import hashlib
import tempfile
from pathlib import Path
from urllib.parse import quote

OWNER = "registry"
DATABASE = "registry"
SOCKET_NAME = ".s.PGSQL.5432"
_LONGEST = 100  # the kernel takes 107 bytes, some systems 103


def socket_folder(data: Path) -> Path:
    """Return the folder of the socket: inside the data folder, or a short one where that path is too long."""
    own = data.absolute() / "postgres" / "run"
    if len(bytes(own / SOCKET_NAME)) <= _LONGEST:
        return own
    digest = hashlib.sha256(bytes(own)).hexdigest()[:16]
    return Path("/tmp" if Path("/tmp").is_dir() else tempfile.gettempdir()) / f"registry-{digest}"  # noqa: S108


def embedded_url(data: Path, database: str = DATABASE) -> str:
    """Return the URL of a database on the embedded server of a data folder."""
    return f"postgresql://{OWNER}@/{database}?host={quote(str(socket_folder(data)))}"
