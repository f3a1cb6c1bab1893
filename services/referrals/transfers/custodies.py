"""Who may begin something for a person: the office that leads the case, if it ever was to move."""

from __future__ import annotations

from uuid import UUID

from contracts.vocabulary.network import Urgency
from infra.eventstore.unit_of_work import UnitOfWork
from services.referrals.cases.links import stands_for
from services.referrals.transfers.domain.case_transfer import CaseTransfer
from services.referrals.transfers.domain.custody import Custody
from services.referrals.transfers.domain.refusals import CaseBeingHandedOver, CaseLedElsewhere
from services.referrals.transfers.views.transfers import Transfers

KEY = "hashtext('custody'), hashtext(%s)"
BESIDE_OTHERS = f"SELECT pg_advisory_xact_lock_shared({KEY})"
ALONE = f"SELECT pg_advisory_xact_lock({KEY})"


def custody_of(unit: UnitOfWork, person_id: UUID) -> Custody | None:
    """None for somebody whose case nobody ever wanted to move."""
    return unit.find(Custody, Custody.create_id(person_id))


def refuse_unless_leading(unit: UnitOfWork, person_id: UUID, office_id: UUID) -> Custody | None:
    """For what an office records of a person; a hand-over that runs is waited for, and then is known.

    Raises CaseLedElsewhere.
    """
    _wait(unit, BESIDE_OTHERS, person_id)
    custody = custody_of(unit, person_id)
    if custody is not None and custody.lead != office_id:
        raise CaseLedElsewhere
    if left_elsewhere(unit, person_id, office_id):
        raise CaseLedElsewhere
    return custody


def refuse_unless_beginning(
    unit: UnitOfWork, person_id: UUID, office_id: UUID, urgency: Urgency = Urgency.NORMAL
) -> None:
    """For what an office begins for a person: once another one has accepted the case, only what is of the same day.

    Nobody is left alone tonight because of a transfer. Raises CaseLedElsewhere, CaseBeingHandedOver.
    """
    custody = refuse_unless_leading(unit, person_id, office_id)
    if custody is not None and urgency is not Urgency.SAME_DAY and _agreed(unit, custody):
        raise CaseBeingHandedOver


def leading(unit: UnitOfWork, person_id: UUID, office_id: UUID) -> tuple[UUID, str | None]:
    """The office, and its state, that leads the case in which `office_id` wants something; a late message may be of
    one that led once. Its own state is not known here: None.
    """
    _wait(unit, BESIDE_OTHERS, person_id)
    custody = custody_of(unit, person_id)
    if custody is None or custody.lead == office_id:
        return office_id, None
    return custody.lead, custody.uf.value


def left_elsewhere(unit: UnitOfWork, person_id: UUID, office_id: UUID) -> bool:
    """Whether the record is now part of another one whose case that office has handed over."""
    survivor = stands_for(unit, person_id)
    custody = custody_of(unit, survivor) if survivor != person_id else None
    return custody is not None and custody.left_by(office_id)


def while_nobody_begins(unit: UnitOfWork, person_id: UUID) -> None:
    """Before a case is accepted or moved: all that was begun for the person is there then."""
    _wait(unit, ALONE, person_id)


def _agreed(unit: UnitOfWork, custody: Custody) -> bool:
    transfer = unit.find(CaseTransfer, custody.open_transfer) if custody.open_transfer else None
    return transfer is not None and transfer.agreed


def _wait(unit: UnitOfWork, lock: str, person_id: UUID) -> None:
    """In memory there is one transaction at a time."""
    if any(isinstance(view, Transfers) for view in unit.store.views.all):
        unit.transaction.query(lock, (str(person_id),))
