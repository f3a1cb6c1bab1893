"""What is planned anew with the person: what an office that closes has open (PL35), or a partner leaves so (PL12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from infra.application import Application
from infra.eventstore.unit_of_work import UnitOfWork
from services.referrals.cases.domain.office_closing import OfficeClosing
from services.referrals.cases.views.office_open_referrals import OfficeOpenReferrals, Open
from services.referrals.cases.views.person_links import PersonLinks


@dataclass(frozen=True)
class Replanning:
    """An office's closing, None while it does not close, and what is to be planned anew there."""

    closing: OfficeClosing | None
    referrals: Sequence[Open] = ()


class ReplanningApplication(Application):
    def announce(self, office_id: UUID, receiving_office_id: UUID | None) -> None:
        """Told again it is the same."""
        with self.unit_of_work() as unit:
            if _closing(unit, office_id) is None:
                unit.save(OfficeClosing(office_id=office_id, receiving_office_id=receiving_office_id))

    def close(self, office_id: UUID, receiving_office_id: UUID | None) -> None:
        """Also of an office whose closing nobody announced."""
        with self.unit_of_work() as unit:
            closing = _closing(unit, office_id) or OfficeClosing(
                office_id=office_id, receiving_office_id=receiving_office_id
            )
            closing.close(receiving_office_id)
            unit.save(closing)

    def to_plan_anew(
        self, office_id: UUID, offices: Sequence[UUID], limit: int, after: tuple[Any, ...] | None = None
    ) -> Replanning:
        """The most urgent first. `offices`: all of who asks, for a surviving record may be another one's."""
        with self.unit_of_work() as unit:
            closing, links = _closing(unit, office_id), self.view(PersonLinks)
            open_ones, everything = self.view(OfficeOpenReferrals), closing is not None
            found = open_ones.by_urgency(unit, office_id, links, offices, limit, after, everything)
        return Replanning(closing, found)


def _closing(unit: UnitOfWork, office_id: UUID) -> OfficeClosing | None:
    found = OfficeClosing.create_id(office_id)
    return unit.get(OfficeClosing, found) if unit.exists(OfficeClosing, found) else None
