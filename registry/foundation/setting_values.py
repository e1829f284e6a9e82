"""How the text of one setting is read: each reader takes what was typed and returns the value or refuses it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from registry.foundation.problems import Message, message

Mode = Literal["production", "demo"]
_MEGABYTE = 1024 * 1024


class Unreadable(Exception):
    """One setting's text cannot be taken; carries the problem's code, what is wrong and the cure."""

    def __init__(self, code: str, what: Message, cure: Message) -> None:
        super().__init__(code)
        self.code, self.what, self.cure = code, what, cure


def read_text(typed: str) -> str | None:
    """Return the text, or None where it is empty."""
    return typed or None


def read_path(typed: str) -> Path | None:
    """Return the path, absolute, or None where it is empty."""
    return Path(typed).expanduser().absolute() if typed else None


def read_mode(typed: str) -> Mode:
    """Return how the registry runs."""
    if typed not in ("production", "demo"):
        raise Unreadable(
            "settings.mode", message("运行方式“{typed}”无法识别。", typed=typed), message("请填写 production 或 demo。")
        )
    return "demo" if typed == "demo" else "production"


def read_day(typed: str) -> date | None:
    """Return a day written as 2024-06-03, or None where it is empty."""
    if not typed:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Unreadable(
            "settings.day", message("“{typed}”不是日期。", typed=typed), message("请写成 2024-06-03 的样子。")
        ) from None


def number_between(lowest: int, highest: int) -> Callable[[str], int]:
    """Return a reader of whole numbers between two bounds, both included."""

    def read(typed: str) -> int:
        if not typed.isascii() or not typed.isdigit() or not lowest <= int(typed) <= highest:
            raise Unreadable(
                "settings.number",
                message("“{typed}”不在允许的范围内。", typed=typed),
                message("请填写 {lowest} 至 {highest} 之间的整数。", lowest=lowest, highest=highest),
            )
        return int(typed)

    return read


def read_megabytes(typed: str) -> int:
    """Return a size in bytes that was written in megabytes."""
    return number_between(1, 4096)(typed) * _MEGABYTE


def read_web_address(typed: str) -> str | None:
    """Return an address on the web without a closing slash, or None where it is empty."""
    parts = urlsplit(typed)
    if typed and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment):
        raise Unreadable(
            "settings.address",
            message("“{typed}”不是完整的网址。", typed=typed),
            message("请写出以 https:// 开头的网址，例如 https://registry.example.cn。"),
        )
    return typed.rstrip("/") or None


def read_names(typed: str) -> tuple[str, ...]:
    """Return names separated by commas."""
    return tuple(part.strip() for part in typed.split(",") if part.strip())
