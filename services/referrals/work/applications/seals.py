"""Commands and queries of the seal of employers: granted to who proves courses or hires (F14)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from contracts.vocabulary.network import UF
from contracts.vocabulary.work import SealGround
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import NotFound, happening
from services.referrals.work.applications.placing import WorkApplication, active_partner, save_at, workplace_of
from services.referrals.work.domain.employer_seal import PROVED_WITHIN, EmployerSeal, SealNeedsProof
from services.referrals.work.domain.enrolment import Enrolment
from services.referrals.work.domain.placement import Placement
from services.referrals.work.domain.workplace import Workplace
from services.referrals.work.views.employer_seals import EmployerSeals, ListedSeal


class SealsApplication(WorkApplication):
    def grant(self, employer_id: UUID, ground: SealGround, proof_id: UUID) -> EmployerSeal:
        """`proof_id`: a placement with the employer, or an enrolment completed there; which one is not kept.

        Raises NotFound, PartnerNotActive, SealNeedsProof, SealStillValid.
        """
        with self.unit_of_work() as unit:
            workplace = workplace_of(active_partner(unit, employer_id))
            _refuse_without_proof(unit, employer_id, ground, proof_id, workplace)
            seal = unit.find(EmployerSeal, EmployerSeal.create_id(employer_id))
            if seal is None:
                seal = EmployerSeal.grant(employer_id, ground, workplace)
            else:
                seal.grant_anew(ground)
            save_at(unit, seal.workplace, seal)
        return seal

    def renew(self, seal_id: UUID, expected: int, ground: SealGround, proof_id: UUID) -> EmployerSeal:
        """Raises NotFound, SealNeedsProof, SealLapsed, RenewalTooEarly."""
        with self.unit_of_work() as unit:
            seal = unit.get(EmployerSeal, seal_id, expected)
            _refuse_without_proof(unit, seal.employer_id, ground, proof_id, seal.workplace)
            seal.renew(ground)
            save_at(unit, seal.workplace, seal)
        return seal

    def seal(self, seal_id: UUID) -> EmployerSeal:
        with self.unit_of_work() as unit:
            return unit.get(EmployerSeal, seal_id)

    def remind(self, seal_id: UUID, valid_until: date) -> None:
        with self.changing(EmployerSeal, seal_id) as seal:
            seal.remind(valid_until)

    def lapse(self, seal_id: UUID, valid_until: date) -> None:
        with self.changing(EmployerSeal, seal_id) as seal:
            seal.lapse(valid_until)

    def seals(self, uf: UF | None, limit: int, after: tuple[Any, ...] | None = None) -> list[ListedSeal]:
        """Who bears the seal, in one state or all."""
        with self.unit_of_work() as unit:
            return self.view(EmployerSeals).borne(unit, uf, limit, after[0] if after else None)


def _refuse_without_proof(
    unit: UnitOfWork, employer_id: UUID, ground: SealGround, proof_id: UUID, workplace: Workplace
) -> None:
    """Whose record it is, is no matter here: one of somebody else's employer is as good as none."""
    since = workplace.day_of(happening()) - PROVED_WITHIN
    try:
        proves = _hired if ground is SealGround.HIRES else _taught
        if not proves(unit, employer_id, proof_id, since):
            raise SealNeedsProof
    except NotFound:
        raise SealNeedsProof from None


def _hired(unit: UnitOfWork, employer_id: UUID, placement_id: UUID, since: date) -> bool:
    placement = unit.get(Placement, placement_id)
    lately = placement.ended_on is None or placement.ended_on >= since
    return placement.engagement.employer_id == employer_id and lately


def _taught(unit: UnitOfWork, employer_id: UUID, enrolment_id: UUID, since: date) -> bool:
    enrolment = unit.get(Enrolment, enrolment_id)
    lately = enrolment.completed_on is not None and enrolment.completed_on >= since
    return enrolment.attendance.provider_id == employer_id and lately
