"""Every setting of the registry: what it means, its environment variable, its default.

`load_settings(os.environ)` reads them all at once. What is missing or weak is refused in one sentence each, all
of them together, before anything starts. `listed_settings()` is the closed list that the documentation repeats.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Annotated, Any, get_type_hints

from registry.foundation.keys import Keys, demo_keys_file, read_keys
from registry.foundation.problems import Problem, Refusal, message
from registry.foundation.setting_values import (
    Mode,
    Unreadable,
    number_between,
    read_day,
    read_megabytes,
    read_mode,
    read_names,
    read_path,
    read_text,
    read_web_address,
)


class SettingsRefused(Refusal):
    """The registry does not start with these settings; each problem's `where` is an environment variable."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as an operator meets it: its environment variable, how its text is read, default and meaning."""

    variable: str
    read: Callable[[str], Any]
    default: str
    meaning: str


def _data_folder(typed: str) -> Path:
    return read_path(typed) or default_data_folder()


def _keys(typed: str) -> Keys | None:
    return read_keys(typed) if typed else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one installation, read once at start and never changed."""

    mode: Annotated[
        Mode, Setting("REGISTRY_MODE", read_mode, "production", "运行方式：production 或 demo / how it runs")
    ]
    database_url: Annotated[
        str | None,
        Setting(
            "DATABASE_URL",
            read_text,
            "",
            "PostgreSQL 17 或 18 的地址；不填则使用内置数据库 / any server; empty: the embedded one",
        ),
    ] = field(repr=False)
    data: Annotated[
        Path,
        Setting(
            "REGISTRY_DATA",
            _data_folder,
            "",
            "数据文件夹（默认 ./var，root 为 /var/lib/skills-registry） / folder of database, files and keys",
        ),
    ]
    host: Annotated[str, Setting("HOST", str, "127.0.0.1", "网页监听的地址 / address that the web server listens on")]
    port: Annotated[
        int, Setting("PORT", number_between(1, 65535), "8000", "网页监听的端口 / port that the web server listens on")
    ]
    public_url: Annotated[
        str,
        Setting(
            "PUBLIC_URL",
            read_web_address,
            "",
            "公众访问的网址，印在证书二维码中；生产环境必填 / public address in the QR code; production needs it",
        ),
    ]
    today: Annotated[
        date | None,
        Setting(
            "REGISTRY_TODAY", read_day, "", "把今天固定为某一天，仅限演示和测试 / fixes the day; demo and tests only"
        ),
    ]
    trusted_proxies: Annotated[
        tuple[str, ...],
        Setting(
            "REGISTRY_TRUSTED_PROXIES",
            read_names,
            "",
            "可信反向代理的地址，用逗号分开 / proxies whose forwarded addresses count, separated by commas",
        ),
    ]
    database_user: Annotated[
        str,
        Setting(
            "REGISTRY_DATABASE_USER",
            str,
            "nobody",
            "以 root 运行时，内置数据库使用的系统用户 / system user that the embedded database drops to from root",
        ),
    ]
    pool_size: Annotated[
        int,
        Setting(
            "REGISTRY_POOL_SIZE", number_between(2, 100), "8", "每个进程的数据库连接数 / connections of each process"
        ),
    ]
    roster_bytes: Annotated[
        int,
        Setting(
            "REGISTRY_ROSTER_MEGABYTES", read_megabytes, "20", "名册和成绩表的大小上限（MB） / rosters and score sheets"
        ),
    ]
    photo_bytes: Annotated[
        int, Setting("REGISTRY_PHOTO_MEGABYTES", read_megabytes, "5", "单张照片的大小上限（MB） / one photo")
    ]
    photo_archive_bytes: Annotated[
        int,
        Setting(
            "REGISTRY_PHOTO_ARCHIVE_MEGABYTES", read_megabytes, "200", "照片压缩包的大小上限（MB） / a ZIP of photos"
        ),
    ]
    proof_bytes: Annotated[
        int, Setting("REGISTRY_PROOF_MEGABYTES", read_megabytes, "10", "单份证明材料的大小上限（MB） / one proof")
    ]
    session_idle_minutes: Annotated[
        int,
        Setting(
            "REGISTRY_SESSION_IDLE_MINUTES",
            number_between(5, 1440),
            "60",
            "登录后多久没有操作即退出（分钟） / minutes without a request after which a session ends",
        ),
    ]
    session_longest_hours: Annotated[
        int,
        Setting(
            "REGISTRY_SESSION_LONGEST_HOURS",
            number_between(1, 168),
            "12",
            "一次登录最长的时间（小时） / hours a session lasts",
        ),
    ]
    guesses_without_delay: Annotated[
        int,
        Setting(
            "REGISTRY_GUESSES_WITHOUT_DELAY",
            number_between(1, 20),
            "5",
            "答错多少次以内不延迟 / wrong answers without a delay",
        ),
    ]
    first_delay_seconds: Annotated[
        int,
        Setting(
            "REGISTRY_FIRST_DELAY_SECONDS",
            number_between(1, 60),
            "2",
            "开始延迟时等待的秒数，以后每次加倍 / first delay; it doubles with each further wrong answer",
        ),
    ]
    longest_delay_seconds: Annotated[
        int,
        Setting(
            "REGISTRY_LONGEST_DELAY_SECONDS", number_between(1, 3600), "300", "延迟的上限（秒） / the longest delay"
        ),
    ]
    guesses_forgotten_hours: Annotated[
        int,
        Setting(
            "REGISTRY_GUESSES_FORGOTTEN_HOURS",
            number_between(1, 720),
            "24",
            "多久以后不再计入以前的错误（小时） / hours after which wrong answers are forgotten",
        ),
    ]
    token_days: Annotated[
        int,
        Setting(
            "REGISTRY_TOKEN_DAYS",
            number_between(1, 366),
            "90",
            "机器令牌最长的有效期（天） / days that a machine's token holds at most",
        ),
    ]
    certificate_query_url: Annotated[
        str,
        Setting(
            "REGISTRY_CERTIFICATE_QUERY_URL",
            read_web_address,
            "http://zscx.osta.org.cn",
            "证书上印的全国证书查询网址 / national certificate query, printed on certificates",
        ),
    ]
    institution_query_url: Annotated[
        str,
        Setting(
            "REGISTRY_INSTITUTION_QUERY_URL",
            read_web_address,
            "http://pjjg.osta.org.cn",
            "证书上印的全国评价机构查询网址 / national query of bodies, printed on certificates",
        ),
    ]
    provincial_query_url: Annotated[
        str | None,
        Setting(
            "REGISTRY_PROVINCIAL_QUERY_URL",
            read_web_address,
            "",
            "证书上印的省级查询网址，可不填 / provincial query, printed where given",
        ),
    ]
    keys_file: Annotated[
        Path | None,
        Setting(
            "REGISTRY_KEYS_FILE",
            read_path,
            "",
            "密钥文件，每行一个密钥，用 registry make-keys 生成；生产环境必填，或填 REGISTRY_KEYS / file of keys",
        ),
    ]
    keys: Annotated[
        Keys,
        Setting(
            "REGISTRY_KEYS",
            _keys,
            "",
            "密钥本身，用空格或换行分开；演示环境自动生成 / the keys themselves; a demo makes its own",
        ),
    ] = field(repr=False)

    @property
    def is_demo(self) -> bool:
        """Whether every page and certificate says that this is a demonstration (样本)."""
        return self.mode == "demo"

    @property
    def cookies_are_secure(self) -> bool:
        """Whether cookies travel over https only."""
        return self.public_url.startswith("https://")

    @property
    def files(self) -> Path:
        """The folder of stored files, all of them encrypted."""
        return self.data / "files"


def listed_settings() -> dict[str, Setting]:
    """Return every setting by its name in code, in the order of the documentation."""
    hints = get_type_hints(Settings, include_extras=True)
    return {each.name: hints[each.name].__metadata__[0] for each in fields(Settings)}


def default_data_folder() -> Path:
    """Return ./var, or as root a system folder: the database's own user must be able to reach it."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/skills-registry")
    return Path.cwd() / "var"


def data_folder(environ: Mapping[str, str]) -> Path:
    """Return the data folder alone, for what must not ask for keys (REGISTRY_DATA)."""
    return _data_folder(environ.get("REGISTRY_DATA", ""))


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Return the settings, or raise `SettingsRefused` with everything that is missing or weak.

    In a demo without keys it makes some, once, and keeps them with the data.
    """
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, setting in listed_settings().items():
        try:
            values[name] = setting.read(environ.get(setting.variable, "").strip() or setting.default)
        except Unreadable as fault:
            problems.append(Problem(fault.code, fault.what, where=setting.variable, cure=fault.cure))
    if not problems:
        problems.extend(_supply_and_judge(values))
    if problems:
        raise SettingsRefused(problems)
    return Settings(**values)


def _supply_and_judge(values: dict[str, Any]) -> Iterator[Problem]:
    demo = values["mode"] == "demo"
    if demo and values["public_url"] is None:
        values["public_url"] = f"http://{values['host']}:{values['port']}"
    if not demo:
        yield from _weak_in_production(values)
    if values["keys"] is None:
        yield from _keys_from_file(values, demo=demo)


def _weak_in_production(values: Mapping[str, Any]) -> Iterator[Problem]:
    url = values["public_url"]
    if url is None:
        yield Problem(
            "settings.public-url-missing",
            message("没有设置 PUBLIC_URL。证书的二维码需要公众访问的网址。"),
            where="PUBLIC_URL",
            cure=message("请把 PUBLIC_URL 设为以 https:// 开头的网址。"),
        )
    elif not url.startswith("https://"):
        yield Problem(
            "settings.public-url-open",
            message("PUBLIC_URL 没有使用 https，登录信息会以明文传送。"),
            where="PUBLIC_URL",
            cure=message("请把 PUBLIC_URL 设为以 https:// 开头的网址。"),
        )
    if values["today"] is not None:
        yield Problem(
            "settings.today-fixed",
            message("生产环境不能用 REGISTRY_TODAY 固定日期。"),
            where="REGISTRY_TODAY",
            cure=message("请删除 REGISTRY_TODAY，演示时请设置 REGISTRY_MODE=demo。"),
        )


def _keys_from_file(values: dict[str, Any], *, demo: bool) -> Iterator[Problem]:
    path: Path | None = values["keys_file"]
    if path is None and demo:
        path = demo_keys_file(values["data"])
    if path is None:
        yield Problem(
            "settings.keys-missing",
            message("没有设置密钥。没有密钥，个人信息无法加密。"),
            where="REGISTRY_KEYS",
            cure=message("请运行 registry make-keys 生成密钥文件，妥善备份，并把 REGISTRY_KEYS_FILE 设为它的路径。"),
        )
        return
    try:
        values["keys"] = read_keys(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        yield Problem(
            "settings.keys-unreadable",
            message("无法读取密钥文件 {path}。", path=path),
            where="REGISTRY_KEYS_FILE",
            cure=message("请检查文件是否存在、当前用户能否读取。"),
        )
    except Unreadable as fault:
        yield Problem(fault.code, fault.what, where="REGISTRY_KEYS_FILE", cure=fault.cure)
