"""A small client for tests: JSON in, JSON out, keys and versions set as the API asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    body: Any
    headers: dict[str, str]

    @property
    def version(self) -> int:
        return int(self.headers["ETag"].strip('W/"'))

    @property
    def id(self) -> str:
        return str(self.body["id"])

    @property
    def slug(self) -> str:
        """The last part of a problem's type."""
        return str(self.body["type"]).rsplit("/", 1)[-1]


class Api:
    """One store's API over any client that speaks werkzeug's `open`."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def post(
        self,
        path: str,
        body: Any,
        token: str | None,
        *,
        match: int | None = None,
        key: str | None = None,
        **headers: str,
    ) -> Reply:
        found = {"Idempotency-Key": key or str(uuid4()), **_authorization(token), **headers}
        if match is not None:
            found["If-Match"] = f'"{match}"'
        return self._send("POST", path, found, json=body)

    def put(self, path: str, body: Any, token: str | None, *, match: int | None = None) -> Reply:
        found = _authorization(token)
        if match is not None:
            found["If-Match"] = f'"{match}"'
        return self._send("PUT", path, found, json=body)

    def get(self, path: str, token: str | None, **headers: str) -> Reply:
        return self._send("GET", path, {**_authorization(token), **headers})

    def all(self, path: str, token: str | None) -> list[Any]:
        """The items of a list on all its pages: others on the same servers may have filled the first one."""
        items: list[Any] = []
        while path:
            reply = self.get(path, token)
            assert reply.status == 200, reply.body
            items += reply.body["items"]
            link = reply.headers.get("Link", "").split(">")[0]
            path = link[link.index("/v1/") :] if link else ""
        return items

    def _send(self, method: str, path: str, headers: dict[str, str], **options: Any) -> Reply:
        response = self.client.open(path, method=method, headers=headers, **options)
        body = response.get_json(silent=True)
        return Reply(response.status_code, body if body is not None else response.data, dict(response.headers))


def _authorization(token: str | None) -> dict[str, str]:
    return {} if token is None else {"Authorization": f"Bearer {token}"}
