"""The API of referrals as a page asks it: under the credential that the reader came with, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx

from services.console.language import mark as _

TIMEOUT = httpx.Timeout(5.0, connect=2.0)
AWAY = _("The network cannot be reached at this moment. Nothing was lost; try again in some minutes.")


@dataclass(frozen=True)
class Reply:
    """What was answered; `version` is that of the record, where it has one."""

    status: int
    body: Mapping[str, Any] = field(default_factory=dict)
    version: str = ""

    @property
    def is_fine(self) -> bool:
        return 200 <= self.status < 300

    @property
    def said(self) -> str:
        """Why it was refused, in words."""
        return str(self.body.get("detail", AWAY))


class Referral:
    """One referral, by an answer link and its code."""

    def __init__(self, api: httpx.Client, referral_id: UUID, credential: str, language: str) -> None:
        self.api, self.path = api, f"/v1/referrals/{referral_id}"
        self.headers = {"Authorization": f"Bearer {credential}", "Accept-Language": language}

    def read(self, below: str = "") -> Reply:
        return self._asked("GET", below)

    def does(self, below: str, version: str, key: str, body: Mapping[str, Any] | None = None) -> Reply:
        """A command below the referral's address. `key`: the same for the same pressing of a button."""
        headers = {"If-Match": version, "Idempotency-Key": key}
        return self._asked("POST", below, headers=headers, json=dict(body or {}))

    def _asked(self, method: str, below: str, headers: Mapping[str, str] | None = None, **more: Any) -> Reply:
        try:
            answer = self.api.request(method, self.path + below, headers={**self.headers, **(headers or {})}, **more)
            return Reply(answer.status_code, _object(answer), answer.headers.get("ETag", ""))
        except httpx.TransportError:
            return Reply(503)


def _object(answer: httpx.Response) -> Mapping[str, Any]:
    try:
        body = answer.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
