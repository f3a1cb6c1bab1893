"""The client between stores: what the other one's answers mean here."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import httpx
import pytest

from infra.refusals import Forbidden, Gone, NotFound, Unavailable
from infra.web.client import StoreClient, UnexpectedAnswer

PERSON = UUID(int=7)


@pytest.fixture
def token_file(tmp_path: Path) -> Path:
    path = tmp_path / "token"
    path.write_text("t0k\n")
    return path


def client(
    token_file: Path, answer: httpx.Response | Exception, seen: list[httpx.Request] | None = None
) -> StoreClient:
    def handle(request: httpx.Request) -> httpx.Response:
        if seen is not None:
            seen.append(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return StoreClient("intake", "http://intake.example/intake/", token_file, httpx.MockTransport(handle))


def test_it_asks_with_its_own_credential(token_file: Path) -> None:
    seen: list[httpx.Request] = []
    answer = httpx.Response(200, json={"a": 1}, headers={"ETag": '"3"'})
    reply = client(token_file, answer, seen).get("/v1/persons/{person}", person=PERSON)
    assert (reply.body, reply.etag) == ({"a": 1}, '"3"')
    assert str(seen[0].url) == f"http://intake.example/intake/v1/persons/{PERSON}"
    assert seen[0].headers["Authorization"] == "Bearer t0k"


def test_a_command_carries_key_and_version(token_file: Path) -> None:
    seen: list[httpx.Request] = []
    client(token_file, httpx.Response(200, json={}), seen).post("/v1/x", {"a": 1}, key="k", if_match='"2"')
    assert (seen[0].headers["Idempotency-Key"], seen[0].headers["If-Match"]) == ("k", '"2"')


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        (httpx.Response(410, json={}), Gone),
        (httpx.Response(404, json={}), NotFound),
        (httpx.Response(403, json={}), Forbidden),
        (httpx.Response(401, json={}), Unavailable),
        (httpx.Response(500, json={}), Unavailable),
        (httpx.Response(503, json={}), Unavailable),
        (httpx.Response(429, json={}), Unavailable),
        (httpx.Response(200, text="<html>"), Unavailable),
        (httpx.ConnectError("no"), Unavailable),
        (httpx.ReadTimeout("no"), Unavailable),
        (httpx.Response(409, json={"type": "https://p/x"}), UnexpectedAnswer),
        (httpx.Response(422, json=["x"]), UnexpectedAnswer),
    ],
)
def test_refusals_mean_the_same_here(
    token_file: Path, answer: httpx.Response | Exception, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        client(token_file, answer).get("/v1/x")


def test_a_text_cannot_get_into_an_address(token_file: Path) -> None:
    with pytest.raises(TypeError):
        client(token_file, httpx.Response(200, json={})).get("/v1/x/{name}", name="Maria")  # type: ignore[arg-type]


def test_without_a_token_file_the_other_store_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        client(tmp_path / "none", httpx.Response(200, json={})).get("/v1/x")
