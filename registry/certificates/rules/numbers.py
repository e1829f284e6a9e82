"""Certificate numbers (证书编号): reading what was typed, finding what is wrong and where, making new ones.

Positions count from 1 in the clean number (half-width, upper case, without blanks), both ends included.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from registry.certificates.rules.schemes import Part, Scheme, provinces, schemes
from registry.foundation.problems import Message, Problem, Refusal, message
from registry.foundation.typing_habits import code_as_typed

NATIONAL = "national-22"
_DIGITS = frozenset("0123456789")
_CODES = {
    "body_kind": "number.body-kind",
    "ministry_code": "number.ministry-code",
    "province": "number.province",
    "site": "number.site",
    "year": "number.year",
    "level": "number.level",
    "serial": "number.serial",
    "authority": "number.authority",
    "city": "number.city",
    "body": "number.body",
}
_CURE = message("请对照证书上的编号逐位核对。")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a number: from which position to which, a code, and words."""

    position: tuple[int, int]
    code: str
    message: Message

    def as_problem(self, where: str | None = None) -> Problem:
        """Return the fault as a problem at a form's field, a cell or a path."""
        return Problem(self.code, self.message, where=where, cure=_CURE)


@dataclass(frozen=True, slots=True)
class Reading:
    """A number as it was understood: clean, its scheme, its parts in order, and what is wrong with it."""

    number: str
    scheme: Scheme
    parts: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    @property
    def valid(self) -> bool:
        """Tell whether nothing is wrong with the number's form; whether it was ever issued is another matter."""
        return not self.faults

    @property
    def prefix(self) -> str:
        """Return positions 1–13 of a national number: the body's own characters."""
        return self.number[: self.scheme.part("site").position[1]]


def clean(typed: str) -> str:
    """Return a typed number half-width, in upper case, without blanks and grouping dashes."""
    return code_as_typed(typed)


def grouped(number: str) -> str:
    """Return a number with blanks between its groups, for reading aloud: Y0000 14 000123 24 4 000017."""
    reading = read_number(number)
    if not reading.valid or reading.scheme.id != NATIONAL:
        return reading.number
    kind, ministry, *rest = reading.parts.values()
    return " ".join([kind + ministry, *rest])


def read_number(typed: str) -> Reading:
    """Return what a typed number says, and all that is wrong with it, part by part."""
    number = clean(typed)
    scheme = _closest_scheme(number)
    if len(number) != scheme.length:
        return Reading(number, scheme, faults=tuple(_faults_of_length(scheme, number)))
    parts = {part.name: part.of(number) for part in scheme.parts}
    faults = tuple(fault for part in scheme.parts for fault in _faults_of_part(part, parts[part.name]))
    return Reading(number, scheme, parts, faults)


def parse(typed: str, where: str | None = None) -> Reading:
    """Return a valid number's reading; raise a refusal with every fault as a problem otherwise."""
    reading = read_number(typed)
    if reading.faults:
        raise Refusal([fault.as_problem(where) for fault in reading.faults])
    return reading


def compose(prefix: str, year: int, level: int, serial: int) -> str:
    """Return the number of a new certificate by the national rule (人社鉴发〔2019〕2号).

    `prefix`: the body's thirteen characters; `year`: four digits; `level`: 5 (lowest) to 1; `serial`: from 1.
    Raises a refusal where the body's characters are wrong or the serials of this body, year and level are used up.
    """
    scheme = schemes()[NATIONAL]
    width = scheme.part("serial").width
    if serial >= 10**width:
        raise Refusal(_used_up(year, level))
    text = f"{prefix}{year % 100:02d}{level}{serial:0{width}d}"
    begun = scheme.valid_from.year if scheme.valid_from else year
    if year < begun or year >= begun + 100:
        raise ValueError(f"no certificate of {year} is numbered by {scheme.id}")
    reading = parse(text)
    if reading.number != text or reading.scheme is not scheme:
        raise ValueError("the parts do not make a national number")
    return text


def check_prefix(typed: str, where: str | None = None) -> tuple[str, tuple[Problem, ...]]:
    """Return a body's thirteen characters (positions 1–13) clean, and what is wrong with them."""
    prefix = clean(typed)
    scheme = schemes()[NATIONAL]
    parts = [part for part in scheme.parts if part.position[1] <= scheme.part("site").position[1]]
    if len(prefix) != parts[-1].position[1]:
        return prefix, (_prefix_length(len(prefix), parts[-1].position[1], where),)
    faults = [fault for part in parts for fault in _faults_of_part(part, part.of(prefix))]
    return prefix, tuple(fault.as_problem(where) for fault in faults)


def _closest_scheme(number: str) -> Scheme:
    """Return the scheme that a number was most likely meant to follow; the first of the file where equal."""
    return min(schemes().values(), key=lambda scheme: _misfit(scheme, number))


def _misfit(scheme: Scheme, number: str) -> int:
    """Count what speaks against a scheme: a wrong first part; a missing character (1) or one too many (2)."""
    first = scheme.parts[0]
    begins_otherwise = any(_faults_of_part(first, first.of(number)))
    return begins_otherwise + (len(number) < scheme.length) + 2 * (len(number) > scheme.length)


def _faults_of_length(scheme: Scheme, number: str) -> Iterator[Fault]:
    """Yield the missing or surplus positions; of the parts only the first can still be judged."""
    first = scheme.parts[0]
    if len(number) >= first.width:
        yield from _faults_of_part(first, first.of(number))
    shorter, longer = sorted((len(number), scheme.length))
    text = message(
        "{scheme}应为 {length} 位，您填写的是 {given} 位。",
        scheme=scheme.name,
        length=scheme.length,
        given=len(number),
    )
    yield Fault((shorter + 1, longer), "number.length", text)


def _faults_of_part(part: Part, value: str) -> Iterator[Fault]:
    text = _wrong(part, value)
    if text is not None:
        yield Fault(part.position, _CODES[part.name], text)


def _wrong(part: Part, value: str) -> Message | None:
    if part.kind == "values" and value in part.values:
        return None
    known = {"place": _place(part.position), "part": part.words, "given": value}
    if part.kind == "values":
        allowed = " / ".join(part.values)
        return message("{place}（{part}）应为 {allowed} 之一，现为“{given}”。", allowed=allowed, **known)
    if not _DIGITS.issuperset(value) or len(value) != part.width:
        return message("{place}（{part}）应为 {width} 位数字，现为“{given}”。", width=part.width, **known)
    if part.kind == "province" and value not in provinces():
        return message("{place}（{part}）“{given}”不是现行的省级代码。", **known)
    if value in part.never:
        return message("{place}（{part}）不能是“{given}”。", **known)
    return None


def _place(position: tuple[int, int]) -> Message:
    first, last = position
    if first == last:
        return message("第 {position} 位", position=first)
    return message("第 {first}–{last} 位", first=first, last=last)


def _used_up(year: int, level: int) -> Problem:
    return Problem(
        "number.serials-used-up",
        message("本评价机构 {year} 年第 {level} 级的证书序列码已用完。", year=year, level=level),
        cure=message("请联系备案的人力资源社会保障部门增设机构代码。"),
    )


def _prefix_length(given: int, length: int, where: str | None) -> Problem:
    return Problem(
        "number.prefix-length",
        message("评价机构的代码应为 {length} 位，您填写的是 {given} 位。", length=length, given=given),
        where=where,
        cure=message("请填写备案通知上的机构代码，即证书编号的前 {length} 位。", length=length),
    )
