"""Several stores in one process, and the pages that document them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import Client

from infra.web.edge import create_edge
from tests.unit.infra_web.conftest import make_token

MakeApp = Callable[..., Flask]


def headers() -> dict[str, str]:
    """With a token made now: one made when this file is read has run out by the end of a long test run."""
    return {"Authorization": f"Bearer {make_token()}", "Idempotency-Key": "k"}


@pytest.fixture
def edge(make_app: MakeApp) -> Client:
    return Client(create_edge({"shelf": make_app(), "attic": make_app()}, {"database": lambda: None}))


def test_a_store_is_mounted_under_its_name(edge: Client) -> None:
    answer = edge.post("/shelf/v1/books", json={"title": "a"}, headers=headers())
    assert answer.status_code == 201
    assert answer.headers["Location"].startswith("/shelf/v1/books/")
    page = edge.get("/shelf/v1/books?limit=1", headers=headers())
    assert page.headers["Link"].startswith("</shelf/v1/books?limit=1&cursor=")


def test_health_and_metrics_are_at_the_root(edge: Client) -> None:
    assert edge.get("/health/ready").json == {"ready": True, "checks": {"database": True}}
    assert edge.get("/metrics").status_code == 200
    assert edge.get("/other/v1/books").mimetype == "application/problem+json"


def test_the_root_may_belong_to_a_console(make_app: MakeApp) -> None:
    console = Flask("console")
    console.add_url_rule("/", "home", lambda: "pages")
    edge = Client(create_edge({"shelf": make_app()}, {}, root=console))
    assert (edge.get("/").text, edge.get("/health/live").status_code) == ("pages", 200)
    assert edge.get("/metrics").status_code == 200


def test_trust_zones_do_not_mix(make_app: MakeApp) -> None:
    with pytest.raises(ValueError, match="one trust zone"):
        create_edge({"shelf": make_app(), "secret": make_app(confidential=True)}, {})


def test_the_documentation_page_asks_nobody_outside(edge: Client) -> None:
    page = edge.get("/shelf/docs")
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(addresses) == 4
    for address in addresses:
        with edge.get(f"/shelf/{address}") as asset:
            assert asset.status_code == 200
    assert edge.get("/shelf/docs/../factory.py").status_code == 404
    assert edge.get("/shelf/docs/index.html").status_code == 404


def test_the_document_is_openapi_31_and_names_scopes_keys_and_problems(edge: Client) -> None:
    document = edge.get("/shelf/openapi.json").json
    assert document is not None
    assert document["openapi"] == "3.1.0"
    assert document["servers"] == [{"url": "/shelf"}]
    loan = document["paths"]["/v1/books/{book_id}/loan"]["post"]
    assert loan["security"] == [{"bearer": ["books:write"]}]
    assert {p["name"] for p in loan["parameters"] if "name" in p} >= {"Idempotency-Key", "If-Match"}
    assert {"200", "409", "412", "422", "428"} <= set(loan["responses"])
    assert list(loan["responses"]["428"]["content"]) == ["application/problem+json"]
    assert document["components"]["schemas"]["Place"]["additionalProperties"] is False
