"""Runs the composition check of the ruleset in force, after each change of a commission (PL27, COMP-23)."""

from __future__ import annotations

from contracts.vocabulary.persons import Gender
from contracts.vocabulary.rights import LegalBasis
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import current_metadata, happening
from infra.sealed import AccessContext
from services.commissions.harassment.domain.commission import Commission
from services.commissions.harassment.domain.composition import Facts, Seat, violations
from services.commissions.harassment.rulesets import composition_rules, in_force


def check_composition(unit: UnitOfWork, commission: Commission) -> None:
    """Records what the check finds. Raises RulesetNotAvailable, and Unavailable without the key database."""
    ruleset = in_force(happening(), commission.zone)
    facts = Facts(_seats(unit, commission), commission.secretariat is not None)
    commission.note_composition(ruleset, violations(composition_rules(ruleset), facts))


def _seats(unit: UnitOfWork, commission: Commission) -> list[Seat]:
    members = list(commission.members.values())
    current = current_metadata()
    opening = AccessContext(current.actor, current.role, "composition-check", LegalBasis.LEGAL_DUTY.value)
    values = unit.open_many([v for m in members for v in (m.gender, m.seat_iii_qualifies)], opening)
    return [
        Seat(
            member.category,
            member.position,
            member.basis,
            member.vote_reason,
            Gender(gender) if isinstance(gender, str) else None,
            qualifies is True,
            member.other_bodies,
        )
        for member, gender, qualifies in zip(members, values[::2], values[1::2], strict=True)
    ]
