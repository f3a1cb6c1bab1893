"""The network as its users reach it: over HTTP only, each with a token of his or her own."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx

from infra.stores import CONFIDENTIAL
from scripts import tokens
from scripts.stack.credentials import AUDIENCE, ISSUER
from scripts.stack.stack import Stack

SECONDS = 3600


class Refused(Exception):
    """The network refused something that the story needs."""


@dataclass(frozen=True)
class Reply:
    """Status, body and version of an answer."""

    status: int
    body: Any
    version: int
    headers: Any

    @property
    def id(self) -> str:
        return str(self.body["id"])


@dataclass(frozen=True)
class User:
    """One user: a name for the screen and a token."""

    name: str
    token: str
    network: Network

    def post(
        self,
        path: str,
        body: dict[str, Any],
        match: int | None = None,
        at: str | None = None,
        expect: int | None = None,
        any_status: bool = False,
        flow: str | None = None,
    ) -> Reply:
        """Send a command; `at` says when it happened (RFC 3339), `expect` a refusal that the story wants.

        `flow` is the trace id of the work that several commands belong to.
        """
        headers = {"Idempotency-Key": str(uuid4())}
        if flow is not None:
            headers["traceparent"] = f"00-{flow}-{uuid4().hex[:16]}-01"
        if match is not None:
            headers["If-Match"] = f'"{match}"'
        filled = {**body, **({"occurred_at": at} if at else {})}
        return self._send("POST", path, headers, expect, filled, any_status)

    def put(self, path: str, body: dict[str, Any], match: int) -> Reply:
        return self._send("PUT", path, {"If-Match": f'"{match}"'}, None, body)

    def get(self, path: str, expect: int | None = None, any_status: bool = False) -> Reply:
        return self._send("GET", path, {}, expect, any_status=any_status)

    def _send(
        self,
        method: str,
        path: str,
        headers: dict[str, str],
        expect: int | None,
        body: dict[str, Any] | None = None,
        any_status: bool = False,
    ) -> Reply:
        headers["Authorization"] = f"Bearer {self.token}"
        answer = self.network.client.request(method, self.network.url(path), headers=headers, json=body)
        found = answer.json() if answer.content else None
        wanted = answer.status_code == expect if expect is not None else answer.is_success
        if not wanted and not any_status:
            raise Refused(f"{self.name}: {method} {path} answered {answer.status_code}: {found}")
        tag = answer.headers.get("ETag", '"0"').strip('W/"')
        return Reply(answer.status_code, found, int(tag) if tag.isdigit() else 0, answer.headers)


class Network:
    """The two edges of a running stack, and the issuer of development tokens."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.shift = timedelta(seconds=int(os.environ.get("TRAVESSIA_CLOCK", "0")))
        self.urls = stack.urls
        self._key_file = stack.credentials.key_file
        self.client = httpx.Client(timeout=30)

    def __enter__(self) -> Network:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def url(self, path: str) -> str:
        """`/intake/v1/...` at the edge of its trust zone."""
        store = path.split("/")[1]
        return self.urls["confidential" if store in CONFIDENTIAL else "open"] + path

    def user(self, name: str, role: str, **claims: Any) -> User:
        """Somebody in a role of scripts/roles.py, with territory claims."""
        return User(name, self.token(role, sub=_subject(name), **claims), self)

    def token(self, role: str, sub: str = "", **claims: Any) -> str:
        grant = tokens.Grant(role=role, subject=sub, client_id="demo", **{n: _claim(v) for n, v in claims.items()})
        payload = tokens.claims(grant, issuer=ISSUER, audience=AUDIENCE, now=int(time.time()), seconds=SECONDS)
        return tokens.sign(payload, self._key_file)

    def eventually(self, look: Callable[[], Any], wanted: Callable[[Any], bool], seconds: float = 60) -> Any:
        """Look again until it is as wanted: effects in other services follow within moments."""
        end = time.monotonic() + seconds
        while True:
            found = look()
            if wanted(found) or time.monotonic() > end:
                return found
            time.sleep(0.05)


def _claim(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _subject(name: str) -> str:
    return name.lower().replace(" ", "-")
