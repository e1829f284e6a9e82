"""The kinds of document that name a person (证件), and how each is written and masked."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Literal

from registry.foundation.problems import Message, message
from registry.foundation.typing_habits import half_width, without_invisible

Sex = Literal["男", "女"]


class DocumentKind(StrEnum):
    """The kinds of identity document that a roster may name."""

    IDENTITY_CARD = "identity-card"
    RESIDENCE_PERMIT = "residence-permit"
    PASSPORT = "passport"
    HONG_KONG_MACAO_PERMIT = "hong-kong-macao-permit"
    TAIWAN_PERMIT = "taiwan-permit"
    PERMANENT_RESIDENCE = "permanent-residence"

    @property
    def full_name(self) -> Message:
        """The document's full name in law."""
        return _TITLES[self]


_TITLES = {
    DocumentKind.IDENTITY_CARD: message("居民身份证"),
    DocumentKind.RESIDENCE_PERMIT: message("港澳台居民居住证"),
    DocumentKind.PASSPORT: message("护照"),
    DocumentKind.HONG_KONG_MACAO_PERMIT: message("港澳居民来往内地通行证"),
    DocumentKind.TAIWAN_PERMIT: message("台湾居民来往大陆通行证"),
    DocumentKind.PERMANENT_RESIDENCE: message("外国人永久居留身份证"),
}

_SPOKEN: dict[DocumentKind, str] = {
    DocumentKind.IDENTITY_CARD: """居民身份证 身份证 二代身份证 第二代身份证 二代居民身份证 第二代居民身份证 二代证
        中国居民身份证 中华人民共和国居民身份证 公民身份证 临时居民身份证 临时身份证 大陆居民身份证 内地居民身份证
        居民身份证件 公民身份号码 身份证号 身份证号码 idcard identitycard residentidentitycard citizenid prcid
        chineseid identity-card""",
    DocumentKind.RESIDENCE_PERMIT: """港澳台居民居住证 港澳台居住证 港澳居民居住证 台湾居民居住证 港澳居住证
        台湾居住证 中华人民共和国港澳居民居住证 中华人民共和国台湾居民居住证 居住证 residencepermit
        residence-permit""",
    DocumentKind.PASSPORT: """护照 中国护照 普通护照 外国护照 外籍护照 因私护照 中华人民共和国护照 外国人护照
        passport""",
    DocumentKind.HONG_KONG_MACAO_PERMIT: """港澳居民来往内地通行证 港澳居民往来内地通行证 港澳居民通行证
        港澳来往内地通行证 港澳通行证 来往内地通行证 回乡证 港澳居民来往内地通行证(回乡证) 香港居民来往内地通行证
        澳门居民来往内地通行证 homereturnpermit hkmacaopermit mainlandtravelpermitforhongkongandmacaoresidents
        hong-kong-macao-permit""",
    DocumentKind.TAIWAN_PERMIT: """台湾居民来往大陆通行证 台湾居民往来大陆通行证 台湾居民通行证 台湾通行证 台胞证
        台湾同胞证 来往大陆通行证 mainlandtravelpermitfortaiwanresidents taiwanpermit taiwan-permit""",
    DocumentKind.PERMANENT_RESIDENCE: """外国人永久居留身份证 外国人永久居留证 外国人居留证 永久居留身份证
        永久居留证 五星卡 foreignpermanentresidentidcard permanentresidencecard permanentresidence
        permanent-residence""",
}
_KINDS = {word: kind for kind, words in _SPOKEN.items() for word in words.split()}
_LIST_CODE = re.compile(r"^[0-9a-z]{1,2}[-.、:_]")
_NOTE = re.compile(r"\(.*\)$")


def document_kind_named(text: str) -> DocumentKind | None:
    """Return the kind that a person wrote (身份证, 台胞证, 1-居民身份证, passport), or None."""
    word = re.sub(r"\s", "", half_width(without_invisible(text))).lower()
    for spelling in (word, _LIST_CODE.sub("", word), _NOTE.sub("", word)):
        if kind := _KINDS.get(spelling):
            return kind
    return _kinds_in_english().get(word)


@cache
def _kinds_in_english() -> dict[str, DocumentKind]:
    """Return the kinds by the names under which the English template offers them."""
    return {kind.full_name.in_language("en").replace(" ", "").lower(): kind for kind in DocumentKind}


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was checked: its kind, its number, and what the number itself tells of its holder."""

    kind: DocumentKind
    number: str = field(repr=False)
    birth_date: date | None = None
    sex: Sex | None = None

    @property
    def masked(self) -> str:
        """The number as it may be shown."""
        return masked(self.number)

    @property
    def last_six(self) -> str:
        """The last six characters, with which a certificate can be looked up."""
        return self.number[-6:]


def masked(number: str) -> str:
    """Return a number as it may be shown.

    Long ones keep six in front and four behind, with eight stars between them (`140101********7310`);
    short ones keep two at each end, and very short ones nothing.
    """
    if len(number) >= 15:
        return f"{number[:6]}{'*' * 8}{number[-4:]}"
    if len(number) >= 7:
        return f"{number[:2]}{'*' * (len(number) - 4)}{number[-2:]}"
    return "*" * len(number)


_NUMBERS_IN_TEXT = re.compile(r"[0-9０-９](?:\s?[0-9０-９]){6,}\s?[XxＸｘ]?")


def without_numbers(text: str) -> str:
    """Return a text that people will see, with long numbers in it masked: somebody's number may stand there."""
    return _NUMBERS_IN_TEXT.sub(lambda found: masked(re.sub(r"\s", "", half_width(found.group()))), text)
