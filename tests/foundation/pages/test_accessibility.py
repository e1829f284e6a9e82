"""Every example page as a browser sees it: no serious or critical violation, and no sideways scrolling on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from registry.foundation.languages import LANGUAGES, Language
from tests.foundation.pages.browsing import opened
from tests.foundation.pages.example_pages import example_names

pytestmark = pytest.mark.journey
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1200, "height": 900}
ENHANCED = {"color-contrast-enhanced": {"enabled": True}}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", example_names())
def test_axe_finds_nothing_serious_or_critical(browser: Browser, name: str, scheme: str) -> None:
    with browser.new_context(viewport=DESK, color_scheme=scheme) as context:
        page = opened(context.new_page(), name, "zh")
        found = Axe().run(page).response["violations"]

    assert [about(violation) for violation in found if violation["impact"] in {"serious", "critical"}] == []


@pytest.mark.parametrize("name", example_names())
def test_text_contrast_is_at_least_seven_to_one(browser: Browser, name: str) -> None:
    with browser.new_context(viewport=DESK, color_scheme="light") as context:
        page = opened(context.new_page(), name, "zh")
        only_contrast = {
            "runOnly": ["color-contrast-enhanced"],
            "rules": {"color-contrast-enhanced": {"enabled": True}},
        }
        found = Axe().run(page, options=only_contrast).response["violations"]

    assert [about(violation) for violation in found] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", example_names())
def test_a_phone_never_scrolls_sideways(browser: Browser, name: str, language: Language) -> None:
    with browser.new_context(viewport=PHONE) as context:
        page = opened(context.new_page(), name, language)
        width = page.evaluate("document.documentElement.scrollWidth")

    assert width == PHONE["width"]


@pytest.mark.parametrize("name", example_names())
def test_what_is_pressed_is_forty_four_pixels_high(browser: Browser, name: str) -> None:
    with browser.new_context(viewport=PHONE) as context:
        page = opened(context.new_page(), name, "zh")
        low = page.evaluate(LOW_TARGETS)

    assert low == []


LOW_TARGETS = """() => [...document.querySelectorAll(
  "button, .button, select, summary, nav a, input:not([type=hidden])")]
  .map((each) => ["radio", "checkbox"].includes(each.type) ? each.closest(".choice") : each)
  .filter((each) => each.checkVisibility() && each.closest("thead") === null)
  .filter((each) => each.getBoundingClientRect().height < 43.5)
  .map((each) => each.outerHTML.slice(0, 120))"""


def about(violation: dict[str, object]) -> str:
    """Return a violation with the elements where it is, as one line of a failed test."""
    nodes = violation["nodes"]
    assert isinstance(nodes, list)
    return f"{violation['id']}: {[node['html'][:120] for node in nodes]}"
