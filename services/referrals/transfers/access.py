"""Who may do or see what of transfers: pure functions over claims and state. What is not yours does not exist."""

from __future__ import annotations

from uuid import UUID

from infra.kernel import NotFound
from infra.web.caller import Caller
from services.referrals.transfers.domain.case_transfer import CaseTransfer


def works_in(caller: Caller, office_id: UUID) -> None:
    """Raises NotFound."""
    if office_id not in caller.offices:
        raise NotFound


def asks(caller: Caller, from_office_id: UUID, receiver: UUID | None) -> UUID:
    """The office for which somebody asks: the one that leads, or who takes over the people of one that closes (X12).

    Raises NotFound.
    """
    if from_office_id in caller.offices:
        return from_office_id
    if receiver is None or receiver not in caller.offices:
        raise NotFound
    return receiver


def takes_part(caller: Caller, transfer: CaseTransfer) -> None:
    """Both offices follow a transfer. Raises NotFound."""
    if not {transfer.route.from_office_id, transfer.route.to_office_id} & set(caller.offices):
        raise NotFound


def hands_over(caller: Caller, transfer: CaseTransfer) -> None:
    """The office that leads, or that asked in the place of one that closes. Raises NotFound."""
    if not {transfer.route.from_office_id, transfer.requested_by} & set(caller.offices):
        raise NotFound


def receives(caller: Caller, transfer: CaseTransfer) -> None:
    """The office that is to lead, or leads since. Raises NotFound."""
    works_in(caller, transfer.route.to_office_id)
