"""The pages behind an answer link as people meet them: on a phone, by keyboard, in the dark, with a screen reader."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, expect

from tests.unit.console.partner import CODE, LINK


@pytest.fixture(params=[("light", 1280), ("dark", 1280), ("light", 320)], ids=["light", "dark", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, partner_address: str) -> Iterator[Page]:
    scheme, width = request.param
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}, locale="en-GB", base_url=partner_address,
        bypass_csp=True,
    )  # fmt: skip
    opened = context.new_page()
    opened.goto(f"/answers/{LINK}")
    yield opened
    context.close()


def fits_and_is_accessible(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_referral_is_read_taken_and_completed(page: Page) -> None:
    fits_and_is_accessible(page)
    page.get_by_label("Six figures").fill("999 999")
    page.get_by_role("button", name="Read it").click()
    assert "six figures" in page.get_by_role("alert").inner_text()
    fits_and_is_accessible(page)
    page.get_by_label("Six figures").fill(CODE)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Dandara")).to_be_visible()
    fits_and_is_accessible(page)
    page.get_by_role("button", name="We take the person", exact=True).click()
    assert page.get_by_role("status").inner_text() == "Done. The office sees it."
    page.get_by_label("Day and time").fill("2025-04-18T09:30")
    page.get_by_role("button", name="Make an appointment").click()
    fits_and_is_accessible(page)
    page.get_by_role("button", name=re.compile("The person came.*2025-04-18 09:30")).click()
    page.get_by_label("How it ended").select_option("The person was served")
    page.get_by_role("button", name="Complete the referral").click()
    expect(page.get_by_text("This referral is completed")).to_be_visible()
    fits_and_is_accessible(page)
    assert CODE not in page.url
