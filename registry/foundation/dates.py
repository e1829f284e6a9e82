"""Days and moments as people write and read them. Legal days are days in Asia/Shanghai."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from registry.foundation.languages import Language
from registry.foundation.typing_habits import half_width

SHANGHAI = ZoneInfo("Asia/Shanghai")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")


def legal_day(moment: datetime) -> date:
    """Return the day in Asia/Shanghai on which a moment falls."""
    return moment.astimezone(SHANGHAI).date()


def day_in_words(day: date, language: Language) -> str:
    """Return a day as 2024年5月6日 or 6 May 2024."""
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def moment_in_words(moment: datetime, language: Language) -> str:
    """Return a moment as 2024年5月6日 14:05 or 6 May 2024, 14:05, in the time of Asia/Shanghai."""
    local = moment.astimezone(SHANGHAI)
    between = " " if language == "zh" else ", "
    return f"{day_in_words(local.date(), language)}{between}{local:%H:%M}"


def read_day(typed: str) -> date | None:
    """Return the day that a person typed (2024-5-6, 2024年5月6日, 2024/05/06, 20240506), or None."""
    text = half_width(typed).strip()
    found = _DAY.fullmatch(text) or _DIGITS.fullmatch(text)
    if found is None:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None
