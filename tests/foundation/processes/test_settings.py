"""A registry that is not set up safely does not start, and says everything that is missing at once."""

import base64
import secrets
import stat
from datetime import date
from pathlib import Path

import pytest

from registry.foundation.keys import make_keys, read_keys
from registry.foundation.setting_values import Unreadable
from registry.settings import Settings, SettingsRefused, listed_settings, load_settings


def production(**more: str) -> dict[str, str]:
    """The least with which production starts, and what a test adds."""
    return {"PUBLIC_URL": "https://registry.example.cn", "REGISTRY_KEYS": make_keys(), **more}


def refused(environ: dict[str, str]) -> list[tuple[str | None, str]]:
    with pytest.raises(SettingsRefused) as caught:
        load_settings(environ)
    return [(problem.where, problem.code) for problem in caught.value.problems]


def test_without_a_word_it_is_production() -> None:
    assert load_settings(production()).mode == "production"


def test_production_says_everything_that_is_missing_at_once() -> None:
    assert refused({}) == [
        ("PUBLIC_URL", "settings.public-url-missing"),
        ("REGISTRY_KEYS", "settings.keys-missing"),
    ]


def test_production_refuses_an_address_without_encryption() -> None:
    assert refused(production(PUBLIC_URL="http://registry.example.cn")) == [
        ("PUBLIC_URL", "settings.public-url-open"),
    ]


def test_production_refuses_a_fixed_day() -> None:
    assert refused(production(REGISTRY_TODAY="2024-06-03")) == [("REGISTRY_TODAY", "settings.today-fixed")]


def test_a_demonstration_may_fix_the_day(tmp_path: Path) -> None:
    chosen = load_settings({"REGISTRY_MODE": "demo", "REGISTRY_DATA": str(tmp_path), "REGISTRY_TODAY": "2024-06-03"})
    assert chosen.today == date(2024, 6, 3)


def test_what_cannot_be_read_is_named_by_its_variable() -> None:
    assert refused(production(PORT="web", REGISTRY_MODE="test", PUBLIC_URL="registry", REGISTRY_TODAY="3.6.2024")) == [
        ("REGISTRY_MODE", "settings.mode"),
        ("PORT", "settings.number"),
        ("PUBLIC_URL", "settings.address"),
        ("REGISTRY_TODAY", "settings.day"),
    ]


@pytest.mark.parametrize("port", ["0", "65536", "-1", "８０００", "80.0"])
def test_a_port_is_a_whole_number_from_1_to_65535(port: str) -> None:
    assert refused(production(PORT=port)) == [("PORT", "settings.number")]


def test_a_demonstration_makes_its_keys_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    environ = {"REGISTRY_MODE": "demo", "REGISTRY_DATA": str(tmp_path / "data")}
    first, second = load_settings(environ), load_settings(environ)
    assert first.keys == second.keys
    assert stat.S_IMODE((tmp_path / "data" / "demo-keys").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["demo-keys"]


def test_keys_come_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    path.write_text("# made on the first day\n" + make_keys())
    chosen = load_settings({"PUBLIC_URL": "https://registry.example.cn", "REGISTRY_KEYS_FILE": str(path)})
    assert chosen.keys == read_keys(path.read_text())


def test_a_file_of_keys_that_is_not_there_is_refused(tmp_path: Path) -> None:
    environ = {"PUBLIC_URL": "https://registry.example.cn", "REGISTRY_KEYS_FILE": str(tmp_path / "keys")}
    assert refused(environ) == [("REGISTRY_KEYS_FILE", "settings.keys-unreadable")]


def a_key(kind: str, number: int, key: bytes | None = None) -> str:
    return f"{kind}:{number}:{base64.b64encode(key or secrets.token_bytes(32)).decode()}"


def test_the_highest_number_of_each_kind_is_in_use() -> None:
    old, new = secrets.token_bytes(32), secrets.token_bytes(32)
    read = read_keys(
        " ".join([a_key("signing", 1, old), a_key("signing", 2, new), a_key("sealing", 7), a_key("hashing", 3)])
    )
    assert read.newest_signing_key == new
    assert (max(read.ring.sealing), read.ring.newest_hashing_key) == (7, 3)


@pytest.mark.parametrize(
    "text",
    [
        "secret",
        make_keys().replace("sealing", "sailing"),
        make_keys().replace(":1:", ":0:"),
        make_keys().replace(":1:", ":256:"),
        make_keys() + a_key("sealing", 1),
        "\n".join(make_keys().splitlines()[:2]),
        make_keys() + a_key("sealing", 2, b"x" * 32),
        make_keys() + a_key("sealing", 2, secrets.token_bytes(31)),
        make_keys() + "sealing:2:====",
    ],
    ids=["word", "kind", "zero", "too-high", "twice", "one-missing", "weak", "short", "not-base64"],
)
def test_keys_that_are_weak_or_not_keys_are_refused(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_keys(text)
    assert caught.value.code == "settings.keys-weak"


def test_neither_keys_nor_the_password_of_the_database_are_shown() -> None:
    keys = make_keys()
    shown = repr(load_settings(production(REGISTRY_KEYS=keys, DATABASE_URL="postgresql://registry:secret@db/registry")))
    assert "secret" not in shown
    assert [line for line in keys.splitlines() if line.split(":")[2] in shown] == []


def test_cookies_travel_over_https_alone_where_the_address_says_so(settings: Settings) -> None:
    assert load_settings(production()).cookies_are_secure is True
    assert settings.cookies_are_secure is False


def test_every_setting_has_a_variable_of_its_own_and_a_meaning_in_both_languages() -> None:
    listed = listed_settings()
    assert len({setting.variable for setting in listed.values()}) == len(listed)
    assert [name for name, setting in listed.items() if " / " not in setting.meaning] == []
