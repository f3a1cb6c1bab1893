"""Where a member reads what a notice says: in the store of the notices, which asks for the consent at that moment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol
from uuid import UUID

from infra.refusals import Unavailable


class NoticeSource(Protocol):
    def content(self, notice_id: UUID, commission_id: UUID, reader: str, purpose: str, /) -> Mapping[str, Any]:
        """Raises Gone, NotFound, Unavailable."""


class NoSource:
    """A process that was given no address or credential of notices."""

    def content(self, *_: object) -> Mapping[str, Any]:
        raise Unavailable("notices")
