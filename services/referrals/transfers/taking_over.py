"""What goes along when a case moves: the referrals and work of the person, as the office that leads now sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from contracts.vocabulary.network import UF
from infra.eventstore.unit_of_work import UnitOfWork
from services.referrals.cases.domain.answer_link import AnswerLink
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.domain.referral_group import ReferralGroup
from services.referrals.cases.domain.standing import OPEN, Status
from services.referrals.cases.leaving import save_and_release, save_at_home
from services.referrals.transfers.domain.route import Reissue
from services.referrals.work.applications.taking_over import take_over as take_work_over


@dataclass(frozen=True)
class Move:
    """From whom to whom a case goes, and by which transfer. `keep` is None where all goes on: nothing is local."""

    transfer_id: UUID
    old_office_id: UUID
    new_office_id: UUID
    new_uf: UF
    keep: frozenset[UUID] | None = None


@dataclass
class Taken:
    """What went on with its partner, and what was issued anew."""

    kept: list[UUID] = field(default_factory=list)
    reissued: list[Reissue] = field(default_factory=list)


def take_over(unit: UnitOfWork, streams: Iterable[UUID], move: Move) -> Taken:
    """All of these records that are the old office's become the new one's; another office's are left alone."""
    taken, found = Taken(), list(streams)
    for referral in (unit.find(Referral, stream) for stream in found):
        if referral is not None and referral.office_id == move.old_office_id:
            _take_referral(unit, referral, move, taken)
    successors = {one.old_id: one.new_id for one in taken.reissued}
    for group in (unit.find(ReferralGroup, stream) for stream in found):
        if group is not None and group.office_id == move.old_office_id:
            group.take_over(move.new_office_id, successors)
            unit.save(group)
    take_work_over(unit, found, move.old_office_id, move.new_office_id)
    return taken


def _take_referral(unit: UnitOfWork, referral: Referral, move: Move, taken: Taken) -> None:
    if referral.status in OPEN:
        if move.keep is None or referral.id in move.keep:
            taken.kept.append(referral.id)
        else:
            taken.reissued.append(_reissue(unit, referral, move))
    referral.take_over(move.new_office_id, move.new_uf, move.transfer_id)
    save_at_home(unit, referral)


def _reissue(unit: UnitOfWork, referral: Referral, move: Move) -> Reissue:
    """The need goes on as a draft of the same record; its time to be answered begins when it is sent, in the zone of
    whom it goes to.
    """
    draft = Referral(
        person_id=referral.person_id,
        office_id=move.new_office_id,
        need_domain=referral.need_domain,
        urgency=referral.urgency,
        uf=move.new_uf.value,
        reissue_of=referral.id,
        old_due_at=referral.response_due_at,
    )
    begun = referral.status is Status.IN_PROGRESS
    referral.reissue(draft.id, move.transfer_id)
    save_and_release(unit, referral, begun)
    save_at_home(unit, draft)
    link = unit.find(AnswerLink, AnswerLink.create_id(referral.id))
    if link is not None and link.is_valid:
        link.revoke()
        unit.save(link)
    return Reissue(referral.id, draft.id)
