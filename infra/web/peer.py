"""Asks another store's API, with our own credential, for what only it may say; nothing of the answer is kept."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
from flask import has_request_context

from infra import world
from infra.refusals import DomainError, Forbidden, Gone, NotFound, Unavailable
from infra.web import exchange

TIMEOUT = httpx.Timeout(3.0, connect=1.0)
RETRY_AFTER = 5
REFUSALS: Mapping[int, type[DomainError]] = {403: Forbidden, 404: NotFound, 410: Gone}


class Peer:
    """One other store, at the base address `url`. The token is read for each request, so that it can be renewed."""

    def __init__(self, store: str, url: str, token_file: Path, transport: httpx.BaseTransport | None = None) -> None:
        self.store = store
        self.token_file = token_file
        self._client = httpx.Client(base_url=url, timeout=TIMEOUT, trust_env=False, transport=transport)

    def get(self, path: str, parameters: Mapping[str, str]) -> Mapping[str, Any]:
        """The JSON object that the other store answers. Raises its refusal, or Unavailable for anything else."""
        try:
            response = self._client.get(path, params=parameters, headers=self._headers())
        except (httpx.HTTPError, OSError) as error:
            raise Unavailable(self.store) from error
        if response.status_code in REFUSALS:
            raise REFUSALS[response.status_code]
        if response.status_code != httpx.codes.OK:
            raise Unavailable(self.store, _seconds(response.headers.get("Retry-After")))
        return self._object(response)

    def _object(self, response: httpx.Response) -> Mapping[str, Any]:
        try:
            answer = response.json()
        except ValueError as error:
            raise Unavailable(self.store) from error
        if not isinstance(answer, dict):
            raise Unavailable(self.store)
        return answer

    def _headers(self) -> dict[str, str]:
        headers = {"Authorization": f"Bearer {self.token_file.read_text().strip()}", "Accept": "application/json"}
        if has_request_context():
            headers["traceparent"] = f"00-{exchange.current().trace_id}-{world.random_bytes(8).hex()}-01"
        return headers


def _seconds(header: str | None) -> int:
    return int(header) if header is not None and header.isascii() and header.isdigit() else RETRY_AFTER
