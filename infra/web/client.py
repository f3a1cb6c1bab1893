"""Asks another store over HTTP, as this store or as who asked it; nothing is cached, nothing personal is in a URL."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx

from infra.refusals import Forbidden, Gone, NotFound, Unavailable
from infra.web import on_behalf

TIMEOUT = httpx.Timeout(5.0, connect=2.0)
REFUSALS = {403: Forbidden, 404: NotFound, 410: Gone}
OURS = (401, 429)  # our own credential or our own haste: nothing that whoever asked us could mend


class Code(str):
    """A code word for an address, such as a purpose. Raises ValueError for anything else."""

    __slots__ = ()

    def __new__(cls, word: str) -> Code:
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_.-]{0,60}", word):
            msg = "not a code word"
            raise ValueError(msg)
        return super().__new__(cls, word)


Harmless = UUID | int | date | Code | Enum | Sequence[Enum] | Sequence[UUID]


class UnexpectedAnswer(Exception):
    """The other store refused for a reason that its caller was to avoid: a bug on one side, told by type only."""

    def __init__(self, dependency: str, status: int, problem: str) -> None:
        super().__init__(f"{dependency} answered {status} {problem}")
        self.status, self.problem = status, problem


@dataclass(frozen=True)
class Reply:
    """What the other store said, and the ETag it gave."""

    body: Any
    etag: str | None


class StoreClient:
    """The API of one other store. Raises Unavailable, NotFound, Gone, Forbidden or UnexpectedAnswer."""

    def __init__(
        self,
        dependency: str,
        base_url: str,
        token_file: Path | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.dependency = dependency
        self.token_file = token_file
        self.http = httpx.Client(
            base_url=base_url.rstrip("/"), timeout=TIMEOUT, transport=transport, trust_env=False, follow_redirects=False
        )

    def get(
        self,
        path: str,
        query: Mapping[str, Harmless] | None = None,
        *,
        on_behalf_of: str | None = None,
        bearer: str | None = None,
        **parts: Harmless,
    ) -> Reply:
        """`get("/v1/persons/{person}", person=person_id)`: ids, numbers, dates and codes only.

        `on_behalf_of` is the account of the person who asked us; it travels in a header, never in an address.
        `bearer` is that person's own token, instead of ours.
        """
        headers = {on_behalf.HEADER: on_behalf.written(on_behalf_of)} if on_behalf_of else {}
        asked = {name: _harmless(value) for name, value in (query or {}).items()}
        return self._send("GET", path, parts, bearer, params=asked, headers=headers)

    def post(
        self,
        path: str,
        body: Mapping[str, Any],
        *,
        key: str,
        if_match: str | None = None,
        bearer: str | None = None,
        **parts: Harmless,
    ) -> Reply:
        """A command under an Idempotency-Key that the caller derives from what makes it ask; `bearer` as in `get`."""
        headers = {"Idempotency-Key": key} | ({"If-Match": if_match} if if_match else {})
        return self._send("POST", path, parts, bearer, json=dict(body), headers=headers)

    def _send(self, method: str, path: str, parts: Mapping[str, Harmless], bearer: str | None, **options: Any) -> Reply:
        address = path.format(**{name: _harmless(value) for name, value in parts.items()})
        headers = {**options.pop("headers", {}), "Authorization": f"Bearer {bearer or self._token()}"}
        try:
            response = self.http.request(method, address, headers=headers, **options)
            return self._reply(response)
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise Unavailable(self.dependency) from error

    def _token(self) -> str:
        """Read each time, so that a renewed token is taken up."""
        if self.token_file is None:
            raise Unavailable(f"token for {self.dependency}")
        try:
            return self.token_file.read_text().strip()
        except OSError as error:
            raise Unavailable(f"token for {self.dependency}") from error

    def _reply(self, response: httpx.Response) -> Reply:
        if response.status_code in REFUSALS:
            raise REFUSALS[response.status_code]
        if response.status_code >= 500 or response.status_code in OURS:
            raise Unavailable(self.dependency)
        try:
            body = response.json()
        except ValueError as error:
            raise Unavailable(self.dependency) from error
        if not response.is_success:
            raise UnexpectedAnswer(self.dependency, response.status_code, _type(body))
        return Reply(body, response.headers.get("ETag"))


def _harmless(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Code):
        return str(value)
    if isinstance(value, (tuple, list)):
        return ",".join(_harmless(item) for item in value)
    if isinstance(value, (UUID, int)):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    msg = "an address holds ids, numbers, dates and codes; a text may be personal and goes in a body"
    raise TypeError(msg)


def _type(body: Any) -> str:
    return str(body.get("type", "")) if isinstance(body, Mapping) else ""
