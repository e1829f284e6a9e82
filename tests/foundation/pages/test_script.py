"""The script only adds: progress that moves without reloading, and a count of characters left."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from registry.foundation.languages import speaking
from tests.foundation.pages.browsing import ADDRESS, opened, serve
from tests.foundation.pages.example_pages import everywhere, example_environment, rendered

pytestmark = pytest.mark.journey


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


def test_progress_moves_and_the_finished_page_takes_its_place(page: Page) -> None:
    answers = iter([working(100), working(250)])
    serve(page, lambda: next(answers, "<!doctype html><title>done</title><h1>已读完</h1>"))
    page.clock.install()
    page.goto(ADDRESS)
    expect(page.locator("progress")).to_have_attribute("value", "100")

    page.clock.run_for(1000)
    expect(page.locator("[data-done]")).to_have_text("250 / 1,000")
    page.clock.run_for(2000)

    expect(page.locator("h1")).to_have_text("已读完")


def test_without_the_script_the_page_asks_again_by_itself() -> None:
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in rendered(
        "parts/examples/progress.html", "zh"
    )


def test_characters_are_counted_as_a_person_counts_them(page: Page) -> None:
    opened(page, "parts/examples/field.html", "zh")
    area = page.locator("#remarks")

    area.fill("𠮷" * 198)
    expect(page.locator(".count-left")).to_have_text("还可以写 2 个字")
    area.fill("字" * 203)

    expect(page.locator(".count-left")).to_have_text("超出了 3 个字")


def working(done: int) -> str:
    """Return a page on which so many of a thousand are done."""
    template = (
        '{% extends "base.html" %}{% import "parts/progress.html" as working %}'
        "{% block main %}{{ working.progress('正在核对', done, 1000) }}{% endblock %}"
    )
    with speaking("zh"):
        return example_environment().from_string(template).render(everywhere("zh"), done=done)
