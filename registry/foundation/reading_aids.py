"""How days, figures and long numbers are shown so that a person can read them: groups, commas, words."""

import re
from datetime import date, datetime
from decimal import Decimal

from registry.foundation.dates import day_in_words, moment_in_words
from registry.foundation.languages import spoken_language
from registry.foundation.problems import message

_IDENTITY = re.compile(r"\d{6}(?:(?:18|19|20)\d{6}|\*{8})\d{3}[\dX]")
_CREDIT_CODE = re.compile(r"[0-9A-Z]{18}")
_CERTIFICATE = re.compile(r"[A-Z]\d{21}")
_WEEKDAYS = (
    message("星期一"),
    message("星期二"),
    message("星期三"),
    message("星期四"),
    message("星期五"),
    message("星期六"),
    message("星期日"),
)
_KIB = 1024


def day(value: date) -> str:
    """Return a day in the spoken language: 2024年5月6日, 6 May 2024."""
    return day_in_words(value, spoken_language())


def moment(value: datetime) -> str:
    """Return a moment in the time of Asia/Shanghai: 2024年5月6日 14:05, 6 May 2024, 14:05."""
    return moment_in_words(value, spoken_language())


def deadline(value: date) -> str:
    """Return the last day of a term with its weekday, and that it runs until the end of that day."""
    words = message("{day}（{weekday}）24:00 前", day=value, weekday=_WEEKDAYS[value.weekday()])
    return str(words)


def number(value: int | float | Decimal) -> str:
    """Return a figure with a comma after each three digits, and no zeros that say nothing: 1,234.5."""
    text = f"{value:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def size(octets: int) -> str:
    """Return the size of a file: 850 KB, 2.4 MB. A size under 1 KB is shown as 1 KB."""
    if octets < _KIB * _KIB:
        return f"{max(1, round(octets / _KIB))} KB"
    return f"{number(round(octets / _KIB / _KIB, 1))} MB"


def grouped(value: str) -> str:
    """Return a number or code in groups, with blanks between them.

    Identity number (公民身份号码) by area, birth and rest: 140101 19900307 7310, masked or not; credit code
    (统一社会信用代码) by kind, area and body: 91 140100 MA0GX1234 5; certificate number by the seven parts of
    the national rule joined to four: Y0000 14 000123 24 4 000017; anything else in fours.
    """
    if _IDENTITY.fullmatch(value):
        return _cut(value, 6, 8, 4)
    if _CREDIT_CODE.fullmatch(value):
        return _cut(value, 2, 6, 9, 1)
    if _CERTIFICATE.fullmatch(value):
        return _cut(value, 5, 2, 6, 2, 1, 6)
    return " ".join(value[start : start + 4] for start in range(0, len(value), 4))


def _cut(value: str, *widths: int) -> str:
    groups, start = [], 0
    for width in widths:
        groups.append(value[start : start + width])
        start += width
    return " ".join(groups)
