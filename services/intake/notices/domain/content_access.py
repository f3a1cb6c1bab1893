"""Content access: what older logs have in place of a disclosure. Nothing writes it any more."""

from __future__ import annotations

from uuid import UUID

from infra.kernel import Aggregate, InitialEvent, event


class ContentAccess(Aggregate, store="notices", confidential=True):
    """One reading of a notice's content, apart from the notice itself (CONF-23)."""

    class Recorded(InitialEvent):
        notice_id: UUID
        reader: str
        through: str

    @event(Recorded)
    def __init__(self, notice_id: UUID, reader: str, through: str) -> None:
        self.notice_id, self.reader, self.through = notice_id, reader, through
