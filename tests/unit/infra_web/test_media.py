"""Published formats on JSON: an answer says which it is in, a body may."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.infra_web.conftest import Http
from tests.unit.infra_web.shelf import CARD

BODY = b'{"title": "Quarto de despejo"}'


@pytest.mark.parametrize("kind", [CARD, "application/json", f"{CARD}; charset=utf-8"])
def test_a_body_is_of_the_format_or_plain_json_and_is_answered_in_ours(http: Http, kind: str) -> None:
    made = http.post("/v1/books/cards", data=BODY, Content_Type=kind)
    assert (made.status_code, made.content_type) == (201, "application/json")
    card = http.get(f"/v1/books/{made.get_json()['id']}/card")
    assert (card.status_code, card.content_type) == (200, CARD)
    assert card.get_json()["title"] == "Quarto de despejo"


def test_another_format_is_told_both(http: Http) -> None:
    refused = http.post("/v1/books/cards", data=BODY, Content_Type="application/xml")
    assert (refused.status_code, refused.headers["Accept"]) == (415, f"{CARD}, application/json")


def test_a_format_of_one_operation_is_no_other_ones(http: Http) -> None:
    assert http.post("/v1/books", data=BODY, Content_Type=CARD).status_code == 415


def test_the_document_names_the_format_of_an_answer(http: Http) -> None:
    document: dict[str, Any] = http.get("/openapi.json").get_json()
    answers = document["paths"]["/v1/books/{book_id}/card"]["get"]["responses"]
    assert list(answers["200"]["content"]) == [CARD]
