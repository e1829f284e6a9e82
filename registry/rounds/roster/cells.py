"""What a single cell says: text, days, years, levels, sex. Nothing is guessed: what can be two things is neither."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache

from registry.foundation.grids.model import CellValue
from registry.foundation.languages import LANGUAGES
from registry.foundation.problems import Message, Problem, message
from registry.foundation.typing_habits import half_width, single_line
from registry.people.rules.documents import Sex, without_numbers
from registry.policy.catalogue import SkillLevel

CELL_ERRORS = frozenset(["#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"])
NOTHING = frozenset(
    ["", "无", "没有", "暂无", "未取得", "-", "--", "—", "——", "/", "\\", "n/a", "none", "nil", "空", "不详"]
)

_LONGER_THAN_NOTHING = 6
_APOSTROPHES = "'＇‘’`′"
_AS_FORMULA = re.compile(r'="(.*)"')


def text_of(value: CellValue) -> str:
    """Return a cell as text on one line; the apostrophe that marks text in a spreadsheet goes."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _plain(value) if value.isascii() else _plain_again(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _plain(value: str) -> str:
    text = single_line(value)
    if text[:1] == "=" and (inner := _AS_FORMULA.fullmatch(text)):
        text = inner.group(1).strip()
    return text.lstrip(_APOSTROPHES).strip() if text[:1] in _APOSTROPHES else text


# Chinese words stand in thousands of rows alike, numbers in one each.
_plain_again = lru_cache(maxsize=4_000)(_plain)


def says_nothing(text: str) -> bool:
    """Return whether a cell is empty or says that there is nothing (无, /, —)."""
    return text in NOTHING or (len(text) < _LONGER_THAN_NOTHING and half_width(text).strip().lower() in NOTHING)


def says_none(text: str) -> bool:
    """Return whether a cell says outright that there is none; an empty cell says nothing at all."""
    return text in ("无", "没有", "暂无", "未取得") or text.lower() == "none"


def is_cell_error(text: str) -> bool:
    """Return whether a formula in the cell came to an error."""
    return text.upper() in CELL_ERRORS


def quoted(text: str) -> str:
    """Return what a cell holds as it may be repeated in a message: short, and without anybody's number."""
    safe = without_numbers(text)
    return safe if len(safe) <= 20 else f"{safe[:20]}…"


# Days
@dataclass(frozen=True, slots=True)
class DayRead:
    """A day that was read, or why not; `whole` is False where the day of the month was not given."""

    day: date | None = None
    whole: bool = True
    problem: Problem | None = None


_DAY = re.compile(r"(\d{4})[-./年、](\d{1,2})[-./月、](\d{1,2})[日号]?")
_MONTH = re.compile(r"(\d{4})[-./年、](\d{1,2})(?:月份?)?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_TIME_OF_DAY = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$")
_UNTIL_NOW = re.compile(r"(?:-|—|~|到|至)*(?:今|现在|起|开始|以来)$")
_CHINESE_DIGITS = {"〇": 0, "零": 0, "○": 0, **{sign: n for n, sign in enumerate("一二三四五六七八九", 1)}}
_FIRST_DAY_COUNTED = date(1899, 12, 30)
_COUNTED_DAYS = range(7306, 73051)  # 1920 to 2099
_YEARS = range(1900, 2101)


def read_cell_day(value: CellValue, *, typed_as_text: bool) -> DayRead:
    """Return the day in a cell; without a day it is the first of its month.

    `typed_as_text`: the format tells text from numbers, so that 2009.1 in a text cell is January; where it does
    not (.csv), 2009.1 may have been 2009.10 and is refused, as any decimal number is.
    """
    if isinstance(value, datetime):
        return DayRead(value.date())
    if isinstance(value, date):
        return DayRead(value)
    if isinstance(value, float):
        return _day_of_number(value)
    text = text_of(value)
    return DayRead() if says_nothing(text) or is_cell_error(text) else _day_of_text(text, typed_as_text)


@lru_cache(maxsize=20_000)
def _day_of_text(text: str, typed_as_text: bool) -> DayRead:
    plain = re.sub(r"\s", "", _TIME_OF_DAY.sub("", half_width(text)))
    plain = _arabic(_UNTIL_NOW.sub("", plain))
    if not typed_as_text and re.fullmatch(r"\d{4}\.1", plain):
        return _no_day("date.month-ambiguous", text)
    if found := _DAY.fullmatch(plain) or _DIGITS.fullmatch(plain) or _MONTH.fullmatch(plain):
        return _day_of_parts(text, *(int(part) if part else 0 for part in (*found.groups(), None)[:3]))
    if re.fullmatch(r"\d{4}年?", plain):
        return _no_day("date.year-only", text)
    if re.fullmatch(r"\d{5}", plain) and int(plain) in _COUNTED_DAYS:
        return _counted_day(int(plain))
    return _no_day("date.unreadable", text)


def _day_of_parts(text: str, year: int, month: int, day: int) -> DayRead:
    try:
        return DayRead(date(year, month, day or 1), whole=bool(day))
    except ValueError:
        return _no_day("date.unreadable", text)


def _day_of_number(number: float) -> DayRead:
    text = text_of(number)
    if not number.is_integer():
        return _no_day("date.decimal", text)
    if number in _COUNTED_DAYS:
        return _counted_day(int(number))
    if number in _YEARS:
        return _no_day("date.year-only", text)
    if found := _DIGITS.fullmatch(text):
        return _day_of_parts(text, *(int(part) if part else 0 for part in found.groups()))
    return _no_day("date.unreadable", text)


def _counted_day(days: int) -> DayRead:
    day = _FIRST_DAY_COUNTED + timedelta(days=days)
    notice = Problem(
        "date.counted",
        message("单元格里是日期的序列值{days}，按{day}读取。", days=str(days), day=day),
        cure=message("请核对；如不符，请把日期写成2009-10-01这样的形式。"),
        severity="warning",
    )
    return DayRead(day, problem=notice)


_NO_DAY = {
    "date.unreadable": message("“{text}”不是可以识别的日期。"),
    "date.decimal": message("日期以小数“{text}”保存，月份可能已经改变。"),
    "date.month-ambiguous": message("日期“{text}”无法分清是1月还是10月。"),
    "date.year-only": message("日期“{text}”没有写月份。"),
}


def _no_day(code: str, text: str) -> DayRead:
    what = Message(_NO_DAY[code].text, {"text": quoted(text)})
    cure = message("请把日期写成2009-10-01或2009年10月这样的形式，并把单元格格式设为“文本”。")
    return DayRead(problem=Problem(code, what, cure=cure))


def _arabic(text: str) -> str:
    """Return a text with 二〇〇九年十月一日 as 2009年10月1日, and 十五年 as 15年."""
    if text.isascii():
        return text
    return re.sub("[〇零○一二三四五六七八九十]+", lambda found: _arabic_number(found.group()), text)


def _arabic_number(chinese: str) -> str:
    if "十" not in chinese:
        return "".join(str(_CHINESE_DIGITS[sign]) for sign in chinese)
    tens, _, ones = chinese.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return chinese
    return str(_CHINESE_DIGITS.get(tens, 1) * 10 + _CHINESE_DIGITS.get(ones, 0))


# Years of work
_SPELL = re.compile(r"(?:已?满|共)?(?:(\d{1,3}(?:\.\d+)?)(?:周?年|岁)?)?(?:零?(\d{1,3})个?月)?(?:以上|多|整|余)?")
MOST_YEARS = 80


def read_months(value: CellValue) -> int | None:
    """Return a length of work in months (15, 15年, 3年6个月, 3.5, 十五年, 10年以上); None where it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return _months(value)
    return _months_of_text(value) if isinstance(value, str) else None


@lru_cache(maxsize=2_000)
def _months_of_text(text: str) -> int | None:
    plain = _arabic(re.sub(r"\s", "", half_width(text_of(text))))
    found = _SPELL.fullmatch(plain)
    if found is None or not any(found.groups()):
        return None
    return _months(float(found.group(1) or 0) + int(found.group(2) or 0) / 12)


def _months(years: float) -> int | None:
    return int(years * 12 + 1e-6) if 0 <= years <= MOST_YEARS else None


# Levels and sex
_LEVEL_WORDS = {
    "学徒工": SkillLevel.APPRENTICE, "学徒": SkillLevel.APPRENTICE, "apprentice": SkillLevel.APPRENTICE,
    "特级技师": SkillLevel.SPECIAL, "special": SkillLevel.SPECIAL,
    "首席技师": SkillLevel.CHIEF, "chief": SkillLevel.CHIEF,
    "高级技师": SkillLevel.SENIOR_TECHNICIAN, "技师": SkillLevel.TECHNICIAN,
    "高级": SkillLevel.SENIOR, "中级": SkillLevel.INTERMEDIATE, "初级": SkillLevel.JUNIOR,
}  # fmt: skip
_LEVEL_CODES = {
    **{str(code): code for code in range(1, 6)},
    **{sign: code for code, sign in enumerate("一二三四五", 1)},
    **{sign: code for code, sign in enumerate("ⅠⅡⅢⅣⅤ", 1)},
    **{sign.lower(): code for code, sign in enumerate(("I", "II", "III", "IV", "V"), 1)},
}
_LEVEL_TOKEN = re.compile(
    "学徒工?|特级技师|首席技师|高级技师|技师|[高中初]级工?|apprentice|special|chief"
    "|([1-5一二三四五ⅠⅡⅢⅣⅤ]|iii|ii|iv|i|v)级工?|^(?:level|l)?([1-5一二三四五ⅠⅡⅢⅣⅤ]|iii|ii|iv|i|v)$"
)
_BESIDE_LEVEL = re.compile("国家|职业资格|职业技能|技能|等级|证书|认定|水平|职业|level|[/、,，()（）\\-—+|]")


@lru_cache(maxsize=2_000)
def read_level(text: str) -> SkillLevel | None:
    """Return the level that a text names (三级/高级工, 高级工（三级）, 3, 国家职业资格三级), None where none or two."""
    plain = _without_blanks(text).translate(_ROMAN)
    if named := _levels_as_shown().get(plain):
        return named
    found = {_level_of_token(token) for token in _LEVEL_TOKEN.finditer(plain)}
    rest = _BESIDE_LEVEL.sub("", _LEVEL_TOKEN.sub("", plain))
    return found.pop() if len(found) == 1 and not rest else None


_ROMAN = str.maketrans({"ⅰ": "Ⅰ", "ⅱ": "Ⅱ", "ⅲ": "Ⅲ", "ⅳ": "Ⅳ", "ⅴ": "Ⅴ"})


@cache
def _levels_as_shown() -> dict[str, SkillLevel]:
    """Return the levels by the names under which the template offers them."""
    return {_without_blanks(level.in_language(language)): level for level in SkillLevel for language in LANGUAGES}


def _without_blanks(text: str) -> str:
    return re.sub(r"\s", "", half_width(text)).lower()


def _level_of_token(token: re.Match[str]) -> SkillLevel:
    if code := token.group(1) or token.group(2):
        return SkillLevel.of_code(_LEVEL_CODES[code])
    return _LEVEL_WORDS[token.group().removesuffix("工") if token.group() != "学徒工" else "学徒工"]


_SEXES: dict[str, Sex] = {
    **dict.fromkeys(["男", "男性", "男士", "m", "male", "man"], "男"),
    **dict.fromkeys(["女", "女性", "女士", "f", "female", "woman"], "女"),
}


def read_sex(text: str) -> Sex | None:
    """Return the sex that a cell names, None where it names none."""
    return _SEXES.get(half_width(text).strip().lower())
