"""What other services hear of an office: each step, and at its end who takes over (PL35)."""

from __future__ import annotations

from uuid import UUID

import pytest

from contracts import intake as out
from contracts.vocabulary.offices import EntryDoor, OfficeStatus, PriorityClass, ReceptionChannel
from infra.kernel import Metadata, new_id
from infra.publishing import Publisher
from services.intake.people.domain.office import Office
from services.intake.people.domain.reception import Reception
from services.intake.people.published import offices as office_published
from tests.unit.intake.test_offices import made

SAID = Metadata(actor="lia", role="office_coordinator")


@pytest.fixture(scope="module")
def publisher() -> Publisher:
    return Publisher("intake", (office_published,))


def told(publisher: Publisher, aggregate: Office | Reception) -> list[object]:
    mapped = [(publisher.mappings.get(type(event).TOPIC), event) for event in aggregate.collect_events()]
    return [mapping(event, SAID) for mapping, event in mapped if mapping is not None]


def changed(office: Office, before: OfficeStatus, after: OfficeStatus, receiving: UUID | None = None) -> object:
    return out.OfficeStatusChanged(
        office_id=office.id, from_status=before, to_status=after, receiving_office_id=receiving
    )


def test_the_end_of_an_office_names_who_takes_over(publisher: Publisher) -> None:
    office, receiving = made(), made()
    office.begin_closing(receiving, 300)
    office.close(300)
    assert told(publisher, office) == [
        changed(office, OfficeStatus.OPEN, OfficeStatus.CLOSING, receiving.id),
        out.OfficeClosed(office_id=office.id, receiving_office_id=receiving.id),
        changed(office, OfficeStatus.CLOSING, OfficeStatus.CLOSED, receiving.id),
    ]


def test_a_suspension_is_heard_and_a_resumption_too(publisher: Publisher) -> None:
    office = made()
    office.suspend()
    office.resume()
    assert told(publisher, office) == [
        out.OfficeSuspended(office_id=office.id),
        changed(office, OfficeStatus.OPEN, OfficeStatus.SUSPENDED),
        changed(office, OfficeStatus.SUSPENDED, OfficeStatus.OPEN),
    ]


def test_a_contact_from_afar_is_heard_without_who_answered(publisher: Publisher) -> None:
    contact = Reception.by_contact(
        ReceptionChannel.PHONE, "lia", office_id=new_id(), person_id=None, entry_door=EntryDoor.SPONTANEOUS,
        priority_class=PriorityClass.PR4, adaptations=None,
    )  # fmt: skip
    _, said = told(publisher, contact)
    assert said == out.VirtualContactReceived(
        reception_id=contact.id, office_id=contact.office_id, person_id=None, channel=ReceptionChannel.PHONE
    )
    assert "lia" not in str(said)
