"""What notices tells commissions, on the confidential channel only: ids, codes, instants and blind tokens."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from contracts.contract import Contract
from contracts.vocabulary.notices import NoticeScope


class NoticeSentToCommission(Contract, type="notices.notice.sent-to-commission", channel="confidential"):
    """A notifier lets a commission deliberate (art. 14 §2). What the notice says, only notices can say.

    `conflict_tokens` are blind: they can be compared with the tokens of this commission's members in this
    notice, and with nothing else; decoys among them hide how many people are concerned.
    """

    notice_id: UUID
    commission_id: UUID
    conflict_tokens: tuple[str, ...]
    scopes: tuple[NoticeScope, ...]
    received_at: datetime
    urgent_look_due_at: datetime
    deliberation_due_at: datetime
    deliberation_due_on: date


class NoticeConsentChanged(Contract, type="notices.notice.consent-changed", channel="confidential"):
    """What the notifier of a sent notice allows from now on."""

    notice_id: UUID
    commission_id: UUID
    scopes: tuple[NoticeScope, ...]


class NoticeWithdrawn(Contract, type="notices.notice.withdrawn", channel="confidential"):
    """The notifier took the notice back; nothing more may be done with it."""

    notice_id: UUID
    commission_id: UUID


class NoticeContentErased(Contract, type="notices.notice.content-erased", channel="confidential", dismissible=False):
    """What a sent notice says is erased; its case is to be erased too. `approvers`: blind ids of the two accounts."""

    notice_id: UUID
    commission_id: UUID
    request_id: UUID
    approvers: tuple[UUID, ...]
