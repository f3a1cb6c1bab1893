"""Commands and queries of commissions: who sits in them, and whether their composition is regular."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from contracts.vocabulary.courts import CourtDegree, CourtSegment, CourtSize, MembershipEnd, OtherBody
from contracts.vocabulary.network import UF
from infra.application import Application
from infra.eventstore.store import EventStore
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import happening
from infra.metadata import amended
from infra.pseudonyms import Pseudonyms
from services.commissions.harassment.checking import check_composition
from services.commissions.harassment.domain.commission import Commission
from services.commissions.harassment.domain.member import Nomination
from services.commissions.harassment.rulesets import in_force
from services.commissions.harassment.views.commission_board import Board, CommissionBoard


class CommissionsApplication(Application):
    def __init__(self, store: EventStore, pseudonyms: Pseudonyms) -> None:
        super().__init__(store)
        self.pseudonyms = pseudonyms

    def save(self, unit: UnitOfWork, aggregate: Any) -> None:
        """Under the rules in force where the commission is."""
        _save(unit, aggregate)

    def constitute_commission(
        self,
        court_id: UUID,
        segment: CourtSegment,
        size: CourtSize,
        degree: CourtDegree,
        uf: UF,
        zone: str,
        constituted_on: date,
        quorum: int | None = None,
    ) -> Commission:
        """A permanent commission: there is no end date to give (COMP-17)."""
        with self.unit_of_work() as unit:
            commission = Commission(
                court_id=court_id, segment=segment, size=size, degree=degree,
                uf=uf, zone=zone, constituted_on=constituted_on, quorum=quorum,
            )  # fmt: skip
            _save(unit, commission)
        return commission

    def designate_secretariat(self, commission_id: UUID, expected: int, secretariat: str) -> Commission:
        with self.unit_of_work() as unit:
            commission = unit.get(Commission, commission_id, expected)
            commission.designate_secretariat(secretariat)
            _save_checked(unit, commission)
        return commission

    def activate(self, commission_id: UUID, expected: int) -> Commission:
        with self.changing(Commission, commission_id, expected) as commission:
            commission.activate()
        return commission

    def appoint_member(self, commission_id: UUID, expected: int, nomination: Nomination) -> tuple[Commission, UUID]:
        with self.unit_of_work() as unit:
            commission = unit.get(Commission, commission_id, expected)
            member_id = commission.appoint(nomination, self.pseudonyms.person(nomination.member_ref))
            _save_checked(unit, commission)
        return commission, member_id

    def end_membership(self, commission_id: UUID, expected: int, member_id: UUID, reason: MembershipEnd) -> Commission:
        with self.unit_of_work() as unit:
            commission = unit.get(Commission, commission_id, expected)
            commission.end_membership(member_id, reason)
            _save_checked(unit, commission)
        return commission

    def declare_other_body(self, commission_id: UUID, expected: int, member_id: UUID, body: OtherBody) -> Commission:
        with self.unit_of_work() as unit:
            commission = unit.get(Commission, commission_id, expected)
            commission.declare_other_body(member_id, body)
            _save_checked(unit, commission)
        return commission

    def resolve_other_body(self, commission_id: UUID, expected: int, member_id: UUID, body: OtherBody) -> Commission:
        with self.unit_of_work() as unit:
            commission = unit.get(Commission, commission_id, expected)
            commission.resolve_other_body(member_id, body)
            _save_checked(unit, commission)
        return commission

    def commission(self, commission_id: UUID) -> Commission:
        with self.unit_of_work() as unit:
            return unit.get(Commission, commission_id)

    def board(self, ufs: list[str], limit: int, after: tuple[Any, ...] | None = None) -> list[Board]:
        """The commissions of some states, with what their composition lacks."""
        with self.unit_of_work() as unit:
            return self.view(CommissionBoard).of_states(unit, ufs, limit, after)


def _save_checked(unit: UnitOfWork, commission: Commission) -> None:
    check_composition(unit, commission)
    _save(unit, commission)


def _save(unit: UnitOfWork, commission: Commission) -> None:
    ruleset = in_force(happening(), commission.zone)
    with amended(ruleset_version=ruleset, local_zone=commission.zone):
        unit.save(commission)
