"""What the law and the standards say of organisations: their code, the beginning of certificate numbers, staff.

统一社会信用代码 (GB 32100-2015), 证书编号第 1–13 位 (人社鉴发〔2019〕2号), 任职期限.
"""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any

from stdnum.cn.uscc import calc_check_digit

from registry.foundation.places import SEEDS
from registry.foundation.problems import Message, Problem, message
from registry.foundation.typing_habits import code_as_typed
from registry.foundation.viewers import Role
from registry.policy.law import Words

CREDIT_CODE_LENGTH = 18
PREFIX_LENGTH = 13
LONGEST_CARD_NUMBER = 40
STAFF_ROLES = (Role.CLERK, Role.APPROVER, Role.ASSESSOR)
_CREDIT_CODE_SIGNS = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")
_NUMBER_SCHEME = SEEDS / "policy" / "schemes" / "certificate-numbers.toml"
_CATALOGUE = SEEDS / "catalogue"


def read_credit_code(typed: str) -> str | Problem:
    """Return a unified social credit code (统一社会信用代码) as it is kept, or what is wrong with it.

    Blanks, dashes, lower-case and full-width letters are understood; no sign is exchanged for another. The check
    character is that of GB 32100-2015; whether the code was ever given out is not looked up.
    """
    code = code_as_typed(typed)
    return _fault_of_credit_code(code) or code


def _fault_of_credit_code(code: str) -> Problem | None:
    if len(code) != CREDIT_CODE_LENGTH:
        return Problem(
            "credit-code.length",
            message(
                "统一社会信用代码应为 {right} 位，您填写的是 {given} 位。", right=CREDIT_CODE_LENGTH, given=len(code)
            ),
            cure=message("请照营业执照或登记证书填写，不要填原来的工商注册号。"),
        )
    strange = tuple(dict.fromkeys(sign for sign in code if sign not in _CREDIT_CODE_SIGNS))
    if strange:
        return Problem(
            "credit-code.characters",
            message("统一社会信用代码里没有“{signs}”。", signs="、".join(strange)),
            cure=message("代码只有数字和大写字母，不用字母 I、O、S、V、Z；请核对是否应为数字 1、0、5、2。"),
        )
    if not code[2:8].isdigit():
        return Problem(
            "credit-code.region",
            message("统一社会信用代码第 3 至 8 位是登记机关行政区划，应为数字。"),
            cure=message("请照营业执照或登记证书逐位核对。"),
        )
    if calc_check_digit(code) != code[-1]:
        return Problem(
            "credit-code.check-character",
            message("统一社会信用代码的最后一位校验码不符，其中至少有一位有误。"),
            cure=message("请照营业执照或登记证书逐位核对。"),
        )
    return None


@dataclass(frozen=True, slots=True)
class PrefixPart:
    """One part of the beginning of certificate numbers: from, to (counted from 1), what it is, what may stand there."""

    first: int
    last: int
    words: Words
    kind: str
    values: tuple[str, ...]

    def of(self, prefix: str) -> str:
        """Return what stands in this part."""
        return prefix[self.first - 1 : self.last]

    def allows(self, found: str) -> bool:
        """Tell whether what was found may stand in this part."""
        if self.kind == "digits":
            return found.isascii() and found.isdigit()
        return found in (province_codes() if self.kind == "province" else self.values)


@cache
def prefix_parts() -> tuple[PrefixPart, ...]:
    """Return the parts of positions 1–13 of the national number, read from its scheme (证书编码规则)."""
    schemes = tomllib.loads(_NUMBER_SCHEME.read_text(encoding="utf-8"))["scheme"]
    national = next(scheme for scheme in schemes if scheme["id"] == "national-22")
    return tuple(_part(entry) for entry in national["part"] if entry["position"][1] <= PREFIX_LENGTH)


def _part(entry: Mapping[str, Any]) -> PrefixPart:
    first, last = entry["position"]
    return PrefixPart(first, last, Words(**entry["words"]), entry["kind"], tuple(entry.get("values", ())))


@cache
def province_codes() -> frozenset[str]:
    """Return the two-digit codes of the provinces."""
    with (_CATALOGUE / "provinces.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["code"] for row in csv.DictReader(file))


def read_number_prefix(typed: str) -> str | Problem:
    """Return a body's thirteen characters, positions 1–13 of its certificates' numbers, or what is wrong with them.

    Kind of body, the ministry's code (0000 where the province filed it first), province, site.
    """
    prefix = code_as_typed(typed)
    cure = message("请照备案通知填写，例如 Y000014000123。")
    if len(prefix) != PREFIX_LENGTH:
        length = message("评价机构代码应为 {right} 位，您填写的是 {given} 位。", right=PREFIX_LENGTH, given=len(prefix))
        return Problem("number-prefix.length", length, cure=cure)
    for part in prefix_parts():
        if not part.allows(part.of(prefix)):
            return Problem("number-prefix.part", _fault_of_part(part, part.of(prefix)), cure=cure)
    return prefix


def _fault_of_part(part: PrefixPart, found: str) -> Message:
    place: dict[str, object] = {"first": part.first, "last": part.last, "part": part.words, "found": found}
    if part.kind == "values":
        return message(
            "第 {first} 位（{part}）应为 {values} 之一，现为“{found}”。", values="、".join(part.values), **place
        )
    if part.kind == "province":
        return message("第 {first} 至 {last} 位（{part}）“{found}”不是现行的省级代码。", **place)
    return message("第 {first} 至 {last} 位（{part}）应为数字，现为“{found}”。", **place)


def prefix_region_problem(prefix: str, region_code: str) -> Problem | None:
    """Return why a body of an authority's region cannot have these thirteen characters: another province's code."""
    province = next(part for part in prefix_parts() if part.kind == "province").of(prefix)
    if province == region_code[:2]:
        return None
    return Problem(
        "number-prefix.other-province",
        message("代码中的省级代码是 {found}，而主管部门在 {expected}。", found=province, expected=region_code[:2]),
        "number_prefix",
        message("请照备案通知核对评价机构代码，或核对单位的主管部门。"),
    )


@cache
def ownerships() -> Mapping[str, Words]:
    """Return who may own an organisation (单位性质): id and words, in the order of the catalogue."""
    entries = tomllib.loads((_CATALOGUE / "ownership.toml").read_text(encoding="utf-8"))["ownership"]
    return MappingProxyType({entry["id"]: Words(entry["zh"], entry["en"]) for entry in entries})


@dataclass(frozen=True, slots=True)
class AuthorityRecord:
    """An authority as the catalogue names it; `parent` is the region code of the one above."""

    region_code: str
    tier: str
    parent: str | None
    name: str
    english_name: str


@cache
def authority_records() -> tuple[AuthorityRecord, ...]:
    """Return the authorities that ship, those above before those below."""
    with (_CATALOGUE / "authorities.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_authority_record(row) for row in csv.DictReader(file))


def _authority_record(row: Mapping[str, str]) -> AuthorityRecord:
    return AuthorityRecord(row["region_code"], row["tier"], row["parent"] or None, row["name"], row["english_name"])


def term_problems(role: Role, valid_from: date, valid_to: date | None, card_number: str | None) -> tuple[Problem, ...]:
    """Return what is wrong with a role's term: its days turned round, or an assessor without a card (考评员证卡)."""
    problems: list[Problem] = []
    if valid_to is not None and valid_to < valid_from:
        problems.append(
            Problem(
                "staff.days",
                message("最后一天早于第一天。"),
                "valid_to",
                message("请填写{first}或以后的日期；没有期限的，请留空。", first=valid_from),
            )
        )
    if role is Role.ASSESSOR and card_number is None:
        problems.append(
            Problem("staff.card", message("考评员没有填写证卡编号。"), "card_number", message("请照考评员证卡填写。"))
        )
    return tuple(problems)


def last_day_problem(last: date, *, first: date, planned: date | None, today: date) -> Problem | None:
    """Return why a term cannot end on a day: too early, or later than planned, which would be a new term.

    Yesterday ends a term at once; an earlier last day would make what was done since then look unlawful.
    """
    earliest = max(first, today - timedelta(days=1))
    if last < earliest:
        return Problem(
            "staff.last-day",
            message("任职不能追溯到{last}结束。", last=last),
            "valid_to",
            message("最早可以填写{earliest}。", earliest=earliest),
        )
    if planned is not None and last > planned:
        return Problem(
            "staff.prolonged",
            message("这项任职已定于{planned}结束，不能在这里延长。", planned=planned),
            "valid_to",
            message("要延长的，请在到期后的第二天起重新登记。"),
        )
    return None
