"""How a case moves, and back: custody, referrals and work at once."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from infra.eventstore.unit_of_work import UnitOfWork
from services.referrals.cases.domain.person_link import PersonLink
from services.referrals.transfers.domain.case_transfer import CaseTransfer
from services.referrals.transfers.domain.custody import Custody
from services.referrals.transfers.taking_over import Move, take_over


def move_case(unit: UnitOfWork, transfer: CaseTransfer, streams: Sequence[UUID]) -> None:
    """The receiving office leads from now on. Raises CaseMovedOn."""
    route, custody = transfer.route, _custody(unit, transfer)
    number = custody.move(transfer.id, route, transfer.grant_id)
    move = Move(transfer.id, route.from_office_id, route.to_office_id, route.to_uf, frozenset(transfer.keep))
    taken = take_over(unit, streams, move)
    transfer.complete(number, tuple(taken.kept), tuple(taken.reissued))
    relink(unit, streams, route.person_id, route.to_office_id)
    unit.save(custody, transfer)


def move_case_back(unit: UnitOfWork, transfer: CaseTransfer, streams: Sequence[UUID]) -> None:
    """The office that led before leads again, also what was begun meanwhile. Raises CaseMovedOn."""
    route, custody = transfer.route, _custody(unit, transfer)
    number = custody.move_back(transfer.id, route, transfer.grant_id, transfer.completed_as())
    transfer.reverse(number)
    take_over(unit, streams, Move(transfer.id, route.to_office_id, route.from_office_id, route.from_uf))
    relink(unit, streams, route.person_id, route.from_office_id)
    unit.save(custody, transfer)


def relink(unit: UnitOfWork, streams: Sequence[UUID], person_id: UUID, office_id: UUID) -> None:
    """The office that leads sees the person's merged records under the surviving one, and the other no longer."""
    for link in (unit.find(PersonLink, stream) for stream in streams):
        if link is not None and person_id in link.offices:
            link.follow_office(person_id, office_id)
            unit.save(link)


def _custody(unit: UnitOfWork, transfer: CaseTransfer) -> Custody:
    return unit.get(Custody, Custody.create_id(transfer.route.person_id))
