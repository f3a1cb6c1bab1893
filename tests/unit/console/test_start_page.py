"""The start page: which services there are, whether they are ready, how to get a token; readable by everybody."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import httpx
import pytest
from flask.testing import FlaskClient

from tests.unit.console.page import Page

Console = Callable[..., FlaskClient]


def start(client: FlaskClient, path: str = "/", **headers: str) -> Page:
    answer = client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    assert answer.mimetype == "text/html"
    return Page.of(answer.text)


def test_each_service_is_listed_with_its_documentation(console: Console) -> None:
    links = {element.attributes["href"] for element in start(console()).named("a")}
    assert {"/intake/docs", "/referrals/docs", "http://127.0.0.1:8001/notices/docs"} <= links


def test_readiness_is_what_the_processes_say(console: Console) -> None:
    states = [element for element in start(console(), "/?lang=en").named("p") if "state" in str(element.attributes)]
    assert [state.text for state in states] == ["Ready", "Not ready", "Not ready"]


@pytest.mark.parametrize("body", [b"", b"[]", b'{"checks": 1}', b'{"checks": null}', b"<html>"])
def test_a_process_that_talks_nonsense_is_not_ready(console: Console, body: bytes) -> None:
    page = start(console(answer=lambda _: httpx.Response(200, content=body)), "/?lang=en")
    assert [e.text for e in page.named("p") if "state" in str(e.attributes)] == ["Not ready"] * 3


@pytest.mark.parametrize(
    ("path", "accepted", "lang", "heading"),
    [
        ("/", "", "pt-BR", "Serviços"),
        ("/", "pt-BR,en;q=0.5", "pt-BR", "Serviços"),
        ("/", "en-GB,pt;q=0.5", "en", "Services"),
        ("/", "fr", "pt-BR", "Serviços"),
        ("/?lang=en", "pt-BR", "en", "Services"),
        ("/?lang=%3Cscript%3E", "", "pt-BR", "Serviços"),
    ],
)
def test_the_page_speaks_the_reader_s_language(
    console: Console, path: str, accepted: str, lang: str, heading: str
) -> None:
    page = start(console(), path, Accept_Language=accepted)
    assert page.named("html")[0].attributes["lang"] == lang
    assert [element.text for element in page.named("h1")] == [heading]


def test_the_outline_has_landmarks_and_no_gap(console: Console) -> None:
    page = start(console())
    assert [len(page.named(name)) for name in ("header", "nav", "main", "footer", "h1", "title")] == [1] * 6
    levels = [int(element.name[1]) for element in page.named("h1", "h2", "h3")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.named("nav")[0].attributes["aria-label"]
    assert page.named("a")[0].attributes["href"] == "#content"
    assert page.named("main")[0].attributes["id"] == "content"
    assert all(element.text.strip() for element in page.named("a"))


def test_each_link_says_by_itself_where_it_leads(console: Console) -> None:
    texts = [e.text for e in start(console()).named("a") if str(e.attributes["href"]).endswith("/docs")]
    assert len(set(texts)) == len(texts)


def test_nothing_inline_and_nothing_from_outside(console: Console) -> None:
    client = console()
    page = start(client)
    assert page.named("script", "style", "iframe", "img") == []
    assert not any(name == "style" or name.startswith("on") for e in page.elements for name in e.attributes)
    for link in page.named("link"):
        with client.get(str(link.attributes["href"])) as answer:
            assert answer.status_code == 200
            assert "http" not in answer.get_data(as_text=True).replace("http://www.w3.org/2000/svg", "")


def test_the_policy_allows_own_styles_and_images_only(console: Console) -> None:
    headers = console().get("/").headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'; img-src 'self';")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert (headers["Cache-Control"], headers["X-Content-Type-Options"]) == ("no-store", "nosniff")


def test_production_does_not_talk_of_development_tokens(console: Console) -> None:
    assert "travessia token" in console().get("/").text
    assert "travessia token" not in console("production").get("/").text


@pytest.mark.parametrize("path", ["/none", "/console/../app.py", "/console/none.css"])
def test_an_unknown_page_is_404_in_the_reader_s_language(console: Console, path: str) -> None:
    answer = console().get(path, headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.headers["Content-Language"]) == (404, "en")
    assert [element.text for element in Page.of(answer.text).named("h1")] == ["There is no such page"]


def test_a_wrong_method_is_405_with_allow(console: Console) -> None:
    answer = console().post("/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")
