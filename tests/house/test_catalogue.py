"""The catalogue of words: each text has its English, and the catalogue holds nothing else."""

import re
from collections import Counter

import pytest

from tests.house.catalogue_of_words import Entry, Text, entries, named_places, texts_in_use

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LONE_PERCENT = re.compile(r"%(?!%|\(\w+\)s)")


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    return list(texts_in_use())


@pytest.fixture(scope="module")
def catalogue() -> list[Entry]:
    return list(entries())


def test_the_extraction_finds_texts_in_code_and_in_templates(texts: list[Text]) -> None:
    found = {(text.words, text.file) for text in texts}

    assert ("没有找到您要的内容。", "registry/foundation/problems.py") in found
    assert ("第 %(number)s 页，共 %(last)s 页", "templates/parts/pagination.html") in found


def test_every_text_has_its_english(texts: list[Text], catalogue: list[Entry]) -> None:
    known = {entry.chinese for entry in catalogue if entry.english and not entry.fuzzy and not entry.obsolete}

    without = sorted({f"{text.place} {text.words}" for text in texts if text.words not in known})

    assert without == []


def test_the_catalogue_holds_nothing_that_is_no_longer_used(texts: list[Text], catalogue: list[Entry]) -> None:
    used = {text.words for text in texts}

    assert sorted(f"{entry.file}: {entry.chinese}" for entry in catalogue if entry.chinese not in used) == []


def test_nothing_in_the_catalogue_is_marked_fuzzy_or_obsolete(catalogue: list[Entry]) -> None:
    assert [f"{entry.file}: {entry.chinese}" for entry in catalogue if entry.fuzzy or entry.obsolete] == []


def test_no_text_has_two_different_english_words(catalogue: list[Entry]) -> None:
    counted = Counter(chinese for chinese, _english in {(entry.chinese, entry.english) for entry in catalogue})

    assert [chinese for chinese, times in counted.items() if times > 1] == []


def test_both_languages_have_the_same_places(catalogue: list[Entry]) -> None:
    different = [
        f"{entry.file}: {entry.chinese}"
        for entry in catalogue
        if set(named_places(str(entry.chinese))) != set(named_places(str(entry.english)))
    ]

    assert different == []


def test_every_source_text_is_one_chinese_text_and_needs_no_plural(texts: list[Text]) -> None:
    assert [
        text.place for text in texts if not isinstance(text.words, str) or not _has_chinese_or_only_places(text.words)
    ] == []


def test_english_holds_chinese_only_as_a_term_in_brackets_or_as_a_date_to_copy(catalogue: list[Entry]) -> None:
    allowed = re.compile(r"\([^()]*\)|\d+[年月日]")
    chinese = [entry for entry in catalogue if _CHINESE.search(allowed.sub("", str(entry.english)))]

    assert [f"{entry.file}: {entry.english}" for entry in chinese] == []


def test_a_percent_sign_in_a_template_is_doubled(texts: list[Text]) -> None:
    lone = [
        text.place for text in texts if text.file.startswith("templates/") and _LONE_PERCENT.search(str(text.words))
    ]

    assert lone == []


def test_nobody_is_shouted_at(catalogue: list[Entry]) -> None:
    loud = [entry for entry in catalogue if re.search("[!！]", f"{entry.chinese}{entry.english}")]

    assert [f"{entry.file}: {entry.chinese}" for entry in loud] == []


def _has_chinese_or_only_places(words: str) -> bool:
    return bool(_CHINESE.search(words)) or not re.search(r"\w", re.sub(r"\{\w*\}|%\(\w+\)s", "", words))
