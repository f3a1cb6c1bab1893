"""What referrals tells the network of a person who moves from one office to another: pseudonyms and codes alone."""

from __future__ import annotations

from uuid import UUID

from contracts.contract import Contract
from contracts.vocabulary.network import UF


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
