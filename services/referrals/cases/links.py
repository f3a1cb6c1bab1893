"""What cases knows of records that are one person's: learnt from intake, and forgotten when a merge is undone."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from infra.application import Application
from infra.erasure.application import is_erased
from infra.eventstore.unit_of_work import UnitOfWork
from services.referrals.cases.domain.person_link import PersonLink


class LinksApplication(Application):
    def follow_merge(self, person_id: UUID, survivor_id: UUID, survivor_office_id: UUID) -> None:
        """PL15. Nothing is kept any more of who was erased."""
        with self.unit_of_work() as unit:
            if is_erased(unit, person_id) or is_erased(unit, survivor_id):
                return
            link = _link(unit, person_id) or PersonLink(person_id=person_id)
            link.link(survivor_id, survivor_office_id)
            unit.save(link)

    def follow_undoing(self, person_id: UUID, survivor_id: UUID) -> None:
        with self.unit_of_work() as unit:
            link = _link(unit, person_id)
            if link is not None:
                link.part(survivor_id)
                unit.save(link)


def stands_for(unit: UnitOfWork, person_id: UUID) -> UUID:
    """The surviving record of a person; the record itself when it was not merged."""
    link = _link(unit, person_id)
    return (link.survivor_id if link else None) or person_id


def shown_person(unit: UnitOfWork, person_id: UUID, offices: Sequence[UUID]) -> UUID:
    """As one of these offices knows the person: another one learns nothing of the surviving record."""
    link = _link(unit, person_id)
    survivor = link.survivor_id if link else None
    return survivor if link and survivor and link.offices[survivor] in offices else person_id


def _link(unit: UnitOfWork, person_id: UUID) -> PersonLink | None:
    found = PersonLink.create_id(person_id)
    return unit.find(PersonLink, found)
