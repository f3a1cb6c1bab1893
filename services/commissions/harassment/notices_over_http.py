"""Notices over HTTP, on behalf of one member: notices checks the consent and keeps the record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from infra.web.peer import Peer


class NoticesOverHttp:
    def __init__(self, notices: Peer) -> None:
        self.notices = notices

    def content(self, notice_id: UUID, commission_id: UUID, reader: str, purpose: str) -> Mapping[str, Any]:
        """Raises Gone, NotFound, Forbidden, Unavailable."""
        asked = {"commission": str(commission_id), "reader": reader, "purpose": purpose}
        return self.notices.get(f"/v1/notices/{notice_id}/deliberation-content", asked)
