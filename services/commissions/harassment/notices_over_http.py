"""Notices over HTTP, on behalf of one member: notices checks the consent and keeps the record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from infra.refusals import Unavailable
from infra.web.client import Code, Harmless, StoreClient


class NoticesOverHttp:
    def __init__(self, notices: StoreClient) -> None:
        self.notices = notices

    def content(self, notice_id: UUID, commission_id: UUID, reader: str, purpose: str) -> Mapping[str, Any]:
        """Raises Gone, NotFound, Forbidden, Unavailable."""
        asked: dict[str, Harmless] = {"commission": commission_id, "purpose": Code(purpose)}
        body = self.notices.get(
            "/v1/notices/{notice}/deliberation-content", asked, on_behalf_of=reader, notice=notice_id
        ).body
        if not isinstance(body, dict):
            raise Unavailable("notices")
        return body
