"""A small store with an API of its own, in memory, and tokens for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import OKPKey

from infra.eventstore.store import EventStore
from infra.observability.logs import configure
from infra.settings import AuthSettings, HttpSettings
from infra.web.factory import create_app
from tests.unit.infra_web.shelf import ShelfApplication, blueprint

ISSUER = "https://issuer.example"
KEY = OKPKey.generate_key("Ed25519", {"kid": "k1"})
Token = Callable[..., str]


def make_token(key: OKPKey = KEY, header: dict[str, Any] | None = None, **changes: Any) -> str:
    claims: dict[str, Any] = {
        "iss": ISSUER, "aud": "travessia-api", "sub": "ana", "client_id": "test", "role": "receptionist",
        "iat": int(time.time()), "exp": int(time.time()) + 600, "jti": "1",
        "scope": "books:read books:write", "uf": ["SP"],
    }  # fmt: skip
    claims = {name: value for name, value in (claims | changes).items() if value is not None}
    head = {"typ": "at+jwt", "alg": "Ed25519", "kid": "k1"} | (header or {})
    return jwt.encode(head, claims, key, algorithms=[head["alg"]])


@pytest.fixture(scope="session")
def http_settings() -> HttpSettings:
    return HttpSettings(AuthSettings({"keys": [KEY.as_dict(private=False)]}, ISSUER), b"s" * 32)


@pytest.fixture
def store() -> EventStore:
    return EventStore.in_memory("shelf")


@pytest.fixture
def make_app(store: EventStore, http_settings: HttpSettings) -> Callable[..., Flask]:
    def make(**options: Any) -> Flask:
        return create_app("shelf", ShelfApplication(store), http_settings, [blueprint()], **options)

    return make


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app()


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    with app.test_client() as client:
        yield client


class Http:
    """Requests as the tests say them: a token, a fresh key and a JSON body unless told otherwise."""

    def __init__(self, client: FlaskClient) -> None:
        self.client, self.number = client, 0

    def headers(self, changes: dict[str, str | None]) -> dict[str, str]:
        self.number += 1
        usual: dict[str, str | None] = {
            "Authorization": f"Bearer {make_token()}", "Idempotency-Key": f"key-{self.number}",
            "Content-Type": "application/json",
        }  # fmt: skip
        return {name: value for name, value in (usual | changes).items() if value is not None}

    def post(self, path: str, body: Any = None, data: bytes | None = None, **headers: str | None) -> Any:
        return self._send("POST", path, body, data, headers)

    def put(self, path: str, body: Any = None, data: bytes | None = None, **headers: str | None) -> Any:
        return self._send("PUT", path, body, data, headers)

    def get(self, path: str, **headers: str | None) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(path, headers=self.headers({"Content-Type": None, "Idempotency-Key": None, **named}))

    def _send(self, method: str, path: str, body: Any, data: bytes | None, headers: dict[str, str | None]) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        content = {"data": data} if data is not None else {"json": body if body is not None else {}}
        return self.client.open(path, method=method, headers=self.headers(named), **content)


@pytest.fixture
def http(client: FlaskClient) -> Http:
    return Http(client)


@pytest.fixture(autouse=True)
def _logs(capsys: pytest.CaptureFixture[str]) -> None:
    """Lines go to the stream that the test reads."""
    configure("shelf")
