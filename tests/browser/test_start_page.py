"""The start page as people meet it: by keyboard or screen reader, in their language, in the dark, on a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, ConsoleMessage, Page, Request


@pytest.fixture(params=[("light", 1280), ("dark", 1280), ("light", 320)], ids=["light", "dark", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    scheme, width = request.param
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}, locale="pt-BR", base_url=address, bypass_csp=True
    )
    opened = context.new_page()
    opened.goto("/")
    yield opened
    context.close()


def test_axe_finds_nothing(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_page_fits_its_window(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_keyboard_reaches_every_link_and_shows_where_it_is(page: Page) -> None:
    links = page.locator("a").count()
    seen = []
    for _ in range(links):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        seen.append(focused.get_attribute("href"))
        assert focused.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    assert seen[0] == "#content"
    assert {"/intake/docs", "/analytics/docs", "?lang=en"} <= set(seen)


def test_the_reader_changes_the_language(page: Page) -> None:
    assert page.locator("html").get_attribute("lang") == "pt-BR"
    page.get_by_role("link", name="English").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Services"
    assert page.locator("html").get_attribute("lang") == "en"


def test_the_policy_blocks_nothing_and_nothing_is_asked_outside(browser: Browser, address: str) -> None:
    context = browser.new_context()
    requests: list[Request] = []
    messages: list[ConsoleMessage] = []
    opened = context.new_page()
    opened.on("request", lambda request: requests.append(request))
    opened.on("console", lambda message: messages.append(message))
    opened.goto(address)
    opened.wait_for_load_state("networkidle")
    context.close()
    assert [message.text for message in messages] == []
    assert all(request.url.startswith(address) for request in requests)
