"""From where to where a person's case goes; every event of a transfer carries it to its readers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from contracts.vocabulary.network import UF


@dataclass(frozen=True)
class Route:
    person_id: UUID
    from_office_id: UUID
    from_uf: UF
    to_office_id: UUID
    to_uf: UF


@dataclass(frozen=True)
class Reissue:
    """A local referral that did not travel, and the draft that stands for it in the new territory."""

    old_id: UUID
    new_id: UUID


class TransferStatus(StrEnum):
    REQUESTED = "requested"
    ACCEPTED = "accepted"
    PACKAGE_SENT = "package_sent"
    COMPLETED = "completed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REVERSED = "reversed"


AGREED = (TransferStatus.ACCEPTED, TransferStatus.PACKAGE_SENT)
OPEN = (TransferStatus.REQUESTED, *AGREED)
