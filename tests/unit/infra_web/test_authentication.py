"""Tokens: everything but a valid one of our issuer, for us, with the scope, is refused."""

from __future__ import annotations

import base64
import json
import time
from datetime import timedelta

import pytest
from joserfc.jwk import OctKey, OKPKey

from infra import world
from infra.settings import HttpSettings
from infra.web.caller import Caller
from infra.web.tokens import TokenVerifier
from tests.unit.infra_web.conftest import KEY, Http, make_token


def unsigned() -> str:
    part = lambda value: base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()  # noqa: E731
    payload = make_token().split(".")[1]
    return f"{part({'typ': 'at+jwt', 'alg': 'none', 'kid': 'k1'})}.{payload}."


PUBLIC = OctKey.import_key(KEY.as_dict(private=False)["x"] + "x" * 32)
BAD = {
    "garbage": "x",
    "three dots": "a.b.c",
    "none": unsigned(),
    "other key": make_token(OKPKey.generate_key("Ed25519", {"kid": "k1"})),
    "unknown kid": make_token(header={"kid": "k2"}),
    "HS256 with the public key": make_token(PUBLIC, {"alg": "HS256"}),
    "typ": make_token(header={"typ": "JWT"}),
    "issuer": make_token(iss="https://other.example"),
    "audience": make_token(aud="other"),
    "expired": make_token(exp=int(time.time()) - 61),
    "not yet": make_token(nbf=int(time.time()) + 7200),
    "no expiry": make_token(exp=None),
    "no subject": make_token(sub=None),
    "no jti": make_token(jti=None),
    "no client": make_token(client_id=None),
    "uf is not a list": make_token(uf="SP"),
    "office is not an id": make_token(office=["x"]),
    "scope is not a text": make_token(scope=["books:read"]),
}


@pytest.mark.parametrize("token", BAD.values(), ids=BAD.keys())
def test_a_token_that_is_not_valid_is_401(http: Http, token: str) -> None:
    answer = http.get("/v1/books", Authorization=f"Bearer {token}")
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="travessia", error="invalid_token"'


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic YTpi"])
def test_without_a_token_the_answer_asks_for_one(http: Http, header: str | None) -> None:
    answer = http.post("/v1/books", {"title": "a"}, Authorization=header)
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="travessia"')


def test_a_missing_scope_is_403_and_named(http: Http) -> None:
    answer = http.post("/v1/books", {"title": "a"}, Authorization=f"Bearer {make_token(scope='books:read')}")
    assert answer.status_code == 403
    assert 'error="insufficient_scope", scope="books:write"' in answer.headers["WWW-Authenticate"]


def test_a_minute_of_clock_skew_is_forgiven_and_the_shifted_clock_ignored(http_settings: HttpSettings) -> None:
    with world.use(world.RealWorld(timedelta(days=-600))):
        caller = TokenVerifier(http_settings.auth).verify(make_token(exp=int(time.time()) - 30))
    assert caller.subject == "ana"


def test_claims_become_a_caller() -> None:
    office = "8d0b9bd0-5a4f-4d5c-9a7e-000000000001"
    names = {"sub": "s", "client_id": "c", "role": "r", "scope": "a b"}
    claims = {**names, "uf": ["SP"], "office": [office], "org": office}
    caller = Caller.from_claims(claims)
    assert caller.scopes == {"a", "b"}
    assert (str(caller.offices[0]), str(caller.org), caller.tenant.uf) == (office, office, "SP")
