"""What referrals tells the network of a person who moves from one office to another: pseudonyms and codes alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.contract import Contract
from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import UF, Urgency
from contracts.vocabulary.transfers import TransferReason, TransferRefusalReason, TransferWithdrawalReason


class CustodyMoved(Contract, type="referrals.custody.moved", dismissible=False):
    """From now on `to_office_id` leads the person's case, and it alone.

    `number` counts the moves of this person from 1, a reversal is a move too: who has heard a higher one ignores a
    lower one. `grant_id` is the person's TRANSFER_OFFICE consent.
    """

    person_id: UUID
    transfer_id: UUID
    number: int
    from_office_id: UUID
    to_office_id: UUID
    to_uf: UF
    grant_id: UUID
    reversal: bool


@dataclass(frozen=True, kw_only=True)
class AboutTransfer:
    """What every contract of a transfer says: whose case (a pseudonym) goes from where to where."""

    transfer_id: UUID
    person_id: UUID
    from_office_id: UUID
    from_uf: UF
    to_office_id: UUID
    to_uf: UF


class TransferRequested(AboutTransfer, Contract, type="referrals.case-transfer.requested"):
    """An office is asked to lead the case; the other one leads it until CustodyMoved."""

    reason: TransferReason


class TransferAccepted(AboutTransfer, Contract, type="referrals.case-transfer.accepted"):
    """The receiving office is ready; it does not lead yet."""


class TransferRefused(AboutTransfer, Contract, type="referrals.case-transfer.refused"):
    """The receiving office does not take the case; nobody moved."""

    reason: TransferRefusalReason


class TransferWithdrawn(AboutTransfer, Contract, type="referrals.case-transfer.withdrawn"):
    """The transfer was taken back before it was complete; nobody moved."""

    reason: TransferWithdrawalReason


class TransferCompleted(AboutTransfer, Contract, type="referrals.case-transfer.completed"):
    """By move `number`; so many open referrals went on with their partner, and so many were issued anew."""

    number: int
    kept: int
    reissued: int


class TransferReversed(AboutTransfer, Contract, type="referrals.case-transfer.reversed"):
    """It was a mistake; by move `number` the office that led before leads again."""

    number: int


class ReferralReissuedInNewTerritory(Contract, type="referrals.referral.reissued-in-new-territory"):
    """A referral ended because the person moved away (outcome `moved`); the draft `new_id` stands for the need there.

    `office_id` and `partner_id` are of the old one; `old_due_at` is when it was to be answered.
    """

    old_id: UUID
    new_id: UUID
    transfer_id: UUID
    person_id: UUID
    office_id: UUID
    partner_id: UUID
    need_domain: NeedDomain
    urgency: Urgency
    old_due_at: datetime
