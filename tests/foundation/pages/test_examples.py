"""Every part has an example, and every example renders in both languages."""

import re

import pytest

from registry.foundation.languages import LANGUAGES, Language
from registry.foundation.places import TEMPLATES
from tests.foundation.pages.example_pages import example_names, rendered

PARTS = {path.name for path in (TEMPLATES / "parts").glob("*.html")}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", example_names())
def test_an_example_renders(name: str, language: Language) -> None:
    html = rendered(name, language)

    assert html.startswith("<!doctype html>")
    assert html.count("<h1") == 1


@pytest.mark.parametrize("name", example_names())
def test_an_example_in_english_says_nothing_of_its_own_in_chinese(name: str) -> None:
    html = rendered(name, "en")

    chinese = set(re.findall(r"[\u4e00-\u9fff]+", _without_data(html)))

    assert chinese == {"中文"}


@pytest.mark.parametrize("name", example_names())
def test_no_id_stands_twice(name: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', rendered(name, "zh"))

    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("name", example_names())
def test_what_a_page_refers_to_stands_on_it(name: str) -> None:
    html = rendered(name, "zh")
    ids = set(re.findall(r'\bid="([^"]+)"', html))

    wanted = set(
        re.findall(r'\b(?:for|href)="#?([\w-]+)"', "\n".join(re.findall(r'(?:for="[^"]+"|href="#[^"]+")', html)))
    )
    for listed in re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', html):
        wanted |= set(listed.split())

    assert wanted - ids == set()


def test_every_part_is_shown_by_an_example() -> None:
    shown = set()
    for path in (TEMPLATES / "parts" / "examples").glob("*.html"):
        shown |= set(re.findall(r'"parts/(\w+\.html)"', path.read_text(encoding="utf-8")))

    assert shown == PARTS


def _without_data(html: str) -> str:
    """Return the page without what people entered, which is data, and without the spelling of a Chinese date."""
    for pattern in _DATA:
        html = re.sub(pattern, "", html, flags=re.DOTALL)
    return html


_DATA = (
    r"2024年5月6日",
    r'<span class="acting-(?:name|role)">.*?</span>',
    r'value="[^"]*"',
    r"<textarea.*?</textarea>",
    r'<(?:p class="problem"|section class="error-summary").*?</(?:p|section)>',
    r'<th scope="row".*?</th>',
    r"<dd>.*?</dd>",
    r'<ul class="arrived">.*?</ul>',
)
