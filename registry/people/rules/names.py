"""Names of persons (姓名): cleaned without changing a letter, compared across spellings, sorted by sound."""

import re
import unicodedata

from registry.foundation.problems import Message, Problem, message
from registry.foundation.typing_habits import without_invisible

LONGEST_NAME = 50
MIDDLE_DOT = "\u00b7"

_DOTS = "•‧・･．.∙⋅●"
_TO_MIDDLE_DOT = {ord(dot): MIDDLE_DOT for dot in _DOTS}
_HAN = "\u3005\u3007\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_ONE_HAN = re.compile(f"[{_HAN}]")
_COMPATIBLE = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
_BLANK = re.compile(r"\s+")
_STRAY_BLANK = re.compile(rf"(?<=[{_HAN}]) | (?=[{_HAN}])| (?=[·•‧・･．∙⋅●])|(?<=[·•‧・･．∙⋅●]) ")
_WIDE_LETTERS = {wide: wide - 0xFEE0 for wide in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_AROUND_DOT = re.compile(f" ?{MIDDLE_DOT} ?")
_LOST = re.compile("[?？*＊\ufffd□■◻◼]")
_JOINING_SIGNS = frozenset(f"{MIDDLE_DOT}{_DOTS} -'’‘ʼ,་")


def clean_name(typed: str) -> str:
    """Return a name as it was meant, letter by letter as written.

    Marks that cannot be seen go. Blanks between Chinese characters and around a dot go; between Latin letters
    one stays. Full-width Latin letters become half-width. The dot in a name stays as it was written.
    """
    text = _BLANK.sub(" ", without_invisible(typed)).strip().translate(_WIDE_LETTERS)
    return _composed(_STRAY_BLANK.sub("", text))


def _composed(text: str) -> str:
    """Join letters with their accents; compatibility ideographs stay, since joining would replace them."""
    if text.isascii():
        return text
    parts = _COMPATIBLE.split(text)
    parts[::2] = [unicodedata.normalize("NFC", part) for part in parts[::2]]
    return "".join(parts)


def comparison_key(name: str) -> str:
    """Return what two spellings of one name share: dots as U+00B7, no case, unified ideographs."""
    key = unicodedata.normalize("NFC", clean_name(name)).translate(_TO_MIDDLE_DOT).casefold()
    return _AROUND_DOT.sub(MIDDLE_DOT, key)


def name_problems(name: str) -> tuple[Problem, ...]:
    """Return what is wrong with a cleaned name: at most one error, or warnings."""
    error = _error_in(name)
    return (error,) if error else _warnings_in(name)


def _error_in(name: str) -> Problem | None:
    if not name:
        return _wrong("name.missing", message("没有填写姓名。"), message("请按证件填写姓名。"))
    if len(name) > LONGEST_NAME:
        return _wrong(
            "name.too-long",
            message("姓名有{count}个字，超过{limit}个字。", count=len(name), limit=LONGEST_NAME),
            message("请按证件填写姓名，一个单元格只写一个人。"),
        )
    if any(unicodedata.category(sign)[0] == "N" and not _is_han(sign) for sign in name):
        return _wrong("name.digits", message("姓名里有数字。"), message("请删去数字，并核对是否与其他列错位。"))
    if _LOST.search(name) or any(map(_is_no_character, name)):
        return _wrong(
            "name.lost-character",
            message("姓名里有无法识别的字，可能是生僻字在保存时丢失。"),
            message("请按证件重新录入该字，并以xlsx格式保存。"),
        )
    if not any(map(_is_letter, name)):
        return _wrong("name.only-signs", message("姓名里只有标点符号。"), message("请按证件填写姓名。"))
    return None


def _warnings_in(name: str) -> tuple[Problem, ...]:
    if all(sign in _JOINING_SIGNS or _is_letter(sign) or unicodedata.category(sign)[0] == "M" for sign in name):
        return ()
    return (
        Problem(
            "name.signs",
            message("姓名里有少见的符号，证书将照此打印。"),
            cure=message("请与证件核对，删去证件上没有的符号。"),
            severity="warning",
        ),
    )


def _wrong(code: str, what: Message, cure: Message) -> Problem:
    return Problem(code, what, cure=cure)


def _is_han(sign: str) -> bool:
    """Tell by the blocks set aside for them: newer ideographs are letters that this Python does not know yet."""
    return _ONE_HAN.match(sign) is not None


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "L" or _is_han(sign)


def _is_no_character(sign: str) -> bool:
    return unicodedata.category(sign) in {"Co", "Cn", "Cs"} and not _is_han(sign)


# Characters that sound otherwise as a surname; the dictionary gives their common reading.
_SURNAMES = {
    "曾": "zeng1", "单": "shan4", "解": "xie4", "仇": "qiu2", "查": "zha1", "朴": "piao2", "盖": "ge3",
    "翟": "zhai2", "区": "ou1", "缪": "miao4", "覃": "qin2", "种": "chong2", "乐": "yue4", "任": "ren2",
    "华": "hua4", "曲": "qu1", "冼": "xian3", "召": "shao4", "纪": "ji3", "宁": "ning4", "秘": "bi4",
    "黑": "he4", "员": "yun4", "尉": "wei4", "盛": "sheng4", "石": "shi2", "卜": "bu3", "葛": "ge3",
    "重": "chong2", "洗": "xian3", "折": "she2", "长": "zhang3", "过": "guo1", "能": "nai4", "牟": "mu4",
    "尹": "yin3", "隗": "wei3", "繁": "po2", "燕": "yan1", "应": "ying1", "那": "na1", "占": "zhan1",
}  # fmt: skip
_TWO_CHARACTER_SURNAMES = {"尉迟": "yu4 chi2", "长孙": "zhang3 sun1", "万俟": "mo4 qi2", "澹台": "tan2 tai2"}


def sort_key(name: str) -> str:
    """Return the key by which names sort as in a Chinese list: by sound (拼音), then by character."""
    key = comparison_key(name)
    for length, readings in ((2, _TWO_CHARACTER_SURNAMES), (1, _SURNAMES)):
        if reading := readings.get(key[:length]):
            return f"{reading} {_sound(key[length:])}\t{key}"
    return f"{_sound(key)}\t{key}"


def _sound(text: str) -> str:
    from pypinyin import Style, lazy_pinyin  # its dictionary takes long to load, and few commands need it

    return " ".join(lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True))
