"""Each role follows every link it is offered: every page that can be reached is seen once, at a desk and on a phone."""

import re
from collections import deque
from collections.abc import Callable
from urllib.parse import urlparse

import pytest

from registry.foundation.languages import LANGUAGES, Language
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.long]
ROLES = ("stranger", "worker", "clerk", "clerk-chemical", "approver", "assessor", "officer", "auditor")
_IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_FILES = re.compile(r"\.(?:xlsx|pdf)$|/(?:pdf|sheet|spreadsheet|photo)$|/language/")


def _shape(path: str) -> str:
    """A page's kind: with other ids, or narrowed to something else, it is the same page."""
    page, _, query = _IDS.sub("id", path).partition("?")
    return page + "?" + "&".join(sorted(part.partition("=")[0] for part in query.split("&")))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
def test_every_page_that_is_offered(invite: Callable[..., Visitor], role: str, language: Language) -> None:
    visitor = invite(role, signed_in=role != "stranger")
    visitor.open("/")
    if language == "en":
        visitor.follow("English", within=visitor.page.locator("header"))
    waiting = deque(["/", "/check", "/check?way=last-six", "/check?way=document", "/account/open"])
    seen: dict[str, int] = {}
    while waiting:
        address = waiting.popleft()
        shape = _shape(address)
        limit = 12 if shape == "/rounds/id?" else 3 if shape == "/check?way" else 1
        if seen.get(shape, 0) >= limit:
            continue
        seen[shape] = seen.get(shape, 0) + 1
        visitor.open(address)
        if language == "en":
            assert visitor.page.title().endswith("Skills and Titles Registry")
            assert [words for words in _fixed_words(visitor) if _CHINESE.search(words)] == []
        waiting.extend(_links(visitor))

    assert len(seen) >= (5 if role == "stranger" else 8)


def _fixed_words(visitor: Visitor) -> list[str]:
    """What stands over columns and before facts: never a name, so never Chinese on an English page."""
    if visitor.path == "/rounds/roster/guide":  # it shows a roster as enterprises send it
        return []
    words: list[str] = visitor.page.locator("thead th, dt, .site-nav a, .site-foot a").all_inner_texts()
    return words


def _links(visitor: Visitor) -> list[str]:
    hrefs: list[str] = visitor.page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    own = [urlparse(href) for href in hrefs if href.startswith(visitor.site.address)]
    return [each.path + (f"?{each.query}" if each.query else "") for each in own if not _FILES.search(each.path)]
