"""Who asks in Portuguese is refused in Portuguese, and how to go on is said too; the slug is the same for everybody."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest

from tests.conftest import Token
from tests.http import Api, Reply
from tests.integration.intake.house import BODY

Ask = Callable[[str | None], Reply]


@pytest.fixture
def opening(api: Callable[[str], Api], token: Token) -> Ask:
    """An office is opened that neither power manages, by somebody who wishes a language, or none."""
    coordinator = token("office_coordinator", uf=["AM"])
    office = api("intake").post("/v1/offices", BODY, coordinator).id

    def ask(language: str | None) -> Reply:
        wish = {"Accept-Language": language} if language else {}
        return api("intake").post(f"/v1/offices/{office}/opening", {}, coordinator, match=1, **wish)

    return ask


def test_a_rule_of_the_domain_is_told_in_the_language_of_who_asks(opening: Ask) -> None:
    there, here = opening("pt-BR,pt;q=0.9,en;q=0.5"), opening("en")
    assert there.headers["Content-Language"] == "pt"
    assert here.headers["Content-Language"] == "en"
    assert there.body["type"] == here.body["type"]
    assert there.body["detail"] == (
        "Um escritório só abre com o Judiciário e um Poder Executivo juntos."
        " Acrescente primeiro a parte gestora do poder que falta."
    )
    assert here.body["detail"] == (
        "An office opens only under the judiciary and an executive power together."
        " Add the managing party of the missing power first."
    )


def test_who_wishes_no_language_of_ours_reads_english(opening: Ask) -> None:
    told = {opening(language).body["detail"] for language in (None, "fa", "en")}
    assert len(told) == 1
    assert "judiciary" in told.pop()


def test_a_refusal_of_the_kernel_is_told_in_portuguese_too(api: Callable[[str], Api], token: Token) -> None:
    coordinator = token("office_coordinator", uf=["AM"])
    refused = api("intake").get(f"/v1/offices/{uuid4()}", coordinator, **{"Accept-Language": "pt"})
    assert (refused.status, refused.slug) == (404, "not-found")
    assert refused.body["detail"] == (
        "Não existe este registro, ou ele está fora do seu território."
        " Confira o identificador e o território da sua credencial."
    )
