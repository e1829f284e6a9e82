"""What seeds/demo/ says: names, enterprises, rounds. Read once, checked for members that nobody knows."""

import tomllib
from functools import cache
from typing import Any, Literal, TypeVar

import msgspec
from msgspec import Struct
from stdnum.cn.uscc import calc_check_digit

from registry.foundation.places import SEEDS
from registry.foundation.problems import message
from registry.foundation.viewers import Role
from registry.policy.catalogue import SkillLevel

PASSWORD = "demo-password-of-shanxi"  # noqa: S105  # printed on the terminal of every demonstration
"""The password of every account of a demonstration; load-demo refuses any other installation."""

_FOLDER = SEEDS / "demo"
Stage = Literal[
    "drafted", "read", "confirmed", "admitted", "half-scored", "scored", "locked", "issued", "closed", "cancelled"
]
Sex = Literal["男", "女"]
Plan = TypeVar("Plan", bound=Struct)


class PersonToInvent(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody whose name is given: in which enterprise, and the passport where it is not an identity card."""

    name: str
    sex: Sex
    enterprise: str
    passport: str | None = None


class WorkerToSignIn(Struct, frozen=True, forbid_unknown_fields=True):
    """The worker who has an account, and the round in which they first took part."""

    name: str
    sex: Sex
    sign_in_name: str
    enterprise: str
    first_round: str


class Names(Struct, frozen=True, forbid_unknown_fields=True):
    """Of what names are put together, and the names that are given."""

    surnames: str
    men: str
    women: str
    special: list[PersonToInvent]
    worker: WorkerToSignIn


class Staff(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who works for an enterprise in a role of the registry."""

    sign_in_name: str
    name: str
    role: Role
    card_number: str | None = None


class Office(Struct, frozen=True, forbid_unknown_fields=True):
    """An officer or auditor of an authority, which its region code names."""

    sign_in_name: str
    name: str
    role: Role
    region: str


class BodyPlan(Struct, frozen=True, forbid_unknown_fields=True):
    """A body of an enterprise."""

    id: str
    name: str
    number_prefix: str
    address: str


class ScopePlan(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of what a filing covers; the level as the digit of certificates, 5 to 1."""

    occupation: str
    highest_level: int
    job_type: str | None = None

    @property
    def highest_rank(self) -> int:
        """The rank of the highest level."""
        return SkillLevel.of_code(self.highest_level).rank


class FilingPlan(Struct, frozen=True, forbid_unknown_fields=True):
    """A filing; a negative number of years lies ahead."""

    body: str
    number: str
    from_years_ago: int
    to_years_ago: int
    scope: list[ScopePlan]
    relaxed: list[Literal["education", "seniority", "age", "ratio"]] = []
    relaxed_days_ago: int = 0


class EnterprisePlan(Struct, frozen=True, forbid_unknown_fields=True):
    """An enterprise; of its credit code all but the check character."""

    id: str
    name: str
    credit_code: str
    region: str
    entered_years_ago: int
    body: list[BodyPlan]
    filing: list[FilingPlan]
    staff: list[Staff]

    @property
    def whole_credit_code(self) -> str:
        """The credit code with its check character."""
        return self.credit_code + str(calc_check_digit(self.credit_code))


class Enterprises(Struct, frozen=True, forbid_unknown_fields=True):
    """Everybody who works for an authority or an enterprise."""

    office: list[Office]
    enterprise: list[EnterprisePlan]


class Again(Struct, frozen=True, forbid_unknown_fields=True):
    """People of an earlier round who come again."""

    round: str
    people: int


class RoundPlan(Struct, frozen=True, forbid_unknown_fields=True):
    """A round, told up to its stage."""

    id: str
    body: str
    title: str
    occupation: str
    level: int
    days_ago: int
    place: str
    stage: Stage
    job_type: str | None = None
    recruits: int = 0
    worked: tuple[int, int] = (0, 0)
    again: Again | None = None
    years_left_blank: int = 0
    photos_missing: int = 0
    with_faults: bool = False
    complete_facts: bool = False
    officer_steps: bool = False
    cancelled_for: str = ""

    @property
    def skill_level(self) -> SkillLevel:
        """Its level."""
        return SkillLevel.of_code(self.level)


class Rounds(Struct, frozen=True, forbid_unknown_fields=True):
    """Every round, in the order in which they are told."""

    round: list[RoundPlan]


@cache
def names() -> Names:
    """Return seeds/demo/names.toml."""
    return _read("names.toml", Names)


@cache
def enterprises() -> Enterprises:
    """Return seeds/demo/enterprises.toml."""
    return _read("enterprises.toml", Enterprises)


@cache
def rounds() -> tuple[RoundPlan, ...]:
    """Return seeds/demo/rounds.toml."""
    return tuple(_read("rounds.toml", Rounds).round)


def _read(file: str, kind: type[Plan]) -> Plan:
    data: dict[str, Any] = tomllib.loads((_FOLDER / file).read_text(encoding="utf-8"))
    return msgspec.convert(data, kind)


def sign_in_lines(password: str) -> list[str]:
    """Return who may sign in: a heading in both languages, then name, role and for whom, one line each."""
    heading = message("演示账户（口令都是 {password}）：", password=password).in_both()
    lines = [(office.sign_in_name, office.role, office.name) for office in enterprises().office]
    for enterprise in enterprises().enterprise:
        lines += [(staff.sign_in_name, staff.role, enterprise.name) for staff in enterprise.staff]
    worker = names().worker
    lines.append((worker.sign_in_name, Role.WORKER, worker.name))
    return [heading["zh"], heading["en"], *(_line(*line) for line in lines)]


def _line(sign_in_name: str, role: Role, whose: str) -> str:
    words = role.in_words.in_both()
    return f"  {sign_in_name:<18} {words['zh']}（{whose}） / {words['en']}"
