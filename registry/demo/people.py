"""Invented people: names, identity numbers with a right check character, and since when they work (虚构人员).

Area codes are 140101, 140201 and 140301, which belong to no district.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from stdnum.cn.ric import calc_check_digit

from registry.demo.days import years_before
from registry.demo.plans import Names, PersonToInvent, Sex
from registry.people.rules.documents import DocumentKind

_AREAS = ("140101", "140201", "140301")
_YOUNGEST, _OLDEST = 18, 26
_SCHOOLING = ("初中", "高中", "中专", "技校", "大专")


@dataclass(frozen=True, slots=True)
class Worker:
    """An invented worker; `started` is the first day of work in the occupation."""

    name: str
    sex: Sex
    document_kind: DocumentKind
    number: str = field(repr=False)
    birth_date: date
    started: date
    schooling: str


class Inventor:
    """Invents people, the same ones every time, no name and no number twice."""

    def __init__(self, names: Names) -> None:
        self._random = Random(20240223)  # noqa: S311  # invented people need no secrecy
        self._names = names
        self._used_names = {person.name for person in names.special} | {names.worker.name}
        self._used_numbers: set[str] = set()
        self._special: dict[str, Iterator[PersonToInvent]] = {}

    @property
    def random(self) -> Random:
        """Its source of chance, for marks and the like."""
        return self._random

    def staff_member(self, name: str, on: date) -> Worker:
        """Return a person for an account, thirty to fifty years old."""
        self._used_names.add(name)
        sex: Sex = self._random.choice(("男", "女"))
        return self._of(name, sex, years_before(on, self._random.randint(10, 25)))

    def recruits(self, enterprise: str, count: int, worked: tuple[int, int], on: date) -> list[Worker]:
        """Return people new to an enterprise who on a day have worked so many years in the occupation.

        One in twelve is somebody whose name is given, as long as there are such.
        """
        people = []
        for place in range(count):
            given = next(self._special_of(enterprise), None) if place % 12 == 1 else None
            started = self._started(worked, on)
            people.append(self._given(given, started) if given else self._anybody(started))
        return people

    def _started(self, worked: tuple[int, int], on: date) -> date:
        return years_before(on, self._random.randint(*worked)) - timedelta(days=self._random.randint(1, 300))

    def _special_of(self, enterprise: str) -> Iterator[PersonToInvent]:
        return self._special.setdefault(
            enterprise, iter([person for person in self._names.special if person.enterprise == enterprise])
        )

    def named(self, name: str, sex: Sex, started: date) -> Worker:
        """Return the person of a given name."""
        return self._of(name, sex, started)

    def _given(self, person: PersonToInvent, started: date) -> Worker:
        worker = self._of(person.name, person.sex, started)
        if person.passport is None:
            return worker
        return Worker(
            worker.name,
            worker.sex,
            DocumentKind.PASSPORT,
            person.passport,
            worker.birth_date,
            worker.started,
            worker.schooling,
        )

    def _anybody(self, started: date) -> Worker:
        sex: Sex = self._random.choice(("男", "男", "女"))
        given_names = (self._names.men if sex == "男" else self._names.women).split()
        while True:
            name = self._random.choice(self._names.surnames) + self._random.choice(given_names)
            if name not in self._used_names:
                self._used_names.add(name)
                return self._of(name, sex, started)

    def _of(self, name: str, sex: Sex, started: date) -> Worker:
        age = self._random.randint(_YOUNGEST, _OLDEST)
        born = years_before(started, age) - timedelta(days=self._random.randint(0, 360))
        number = self._number(born, sex)
        return Worker(name, sex, DocumentKind.IDENTITY_CARD, number, born, started, self._random.choice(_SCHOOLING))

    def _number(self, born: date, sex: Sex) -> str:
        while True:
            order = self._random.randrange(100, 999)
            if (order % 2 == 1) is not (sex == "男"):
                order += 1
            seventeen = f"{self._random.choice(_AREAS)}{born:%Y%m%d}{order:03}"
            number = seventeen + calc_check_digit(seventeen + "0")
            if number not in self._used_numbers:
                self._used_numbers.add(number)
                return number
