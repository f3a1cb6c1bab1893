"""Notice return: a notice that went back unopened, because this commission must not or cannot have it (CONF-17)."""

from __future__ import annotations

from uuid import UUID

from infra.kernel import Aggregate, InitialEvent, event


class NoticeReturn(Aggregate, store="commissions", confidential=True):
    """A stream of its own, of which no view and no list tells."""

    class Recorded(InitialEvent):
        notice_id: UUID
        commission_id: UUID

    @event(Recorded)
    def __init__(self, notice_id: UUID, commission_id: UUID) -> None:
        self.notice_id, self.commission_id = notice_id, commission_id
