"""What offices and their receptions tell the network: private event in, contract out."""

from __future__ import annotations

from contracts import intake as out
from infra.metadata import Metadata
from infra.publishing import publishes
from services.intake.people.domain.office import Office
from services.intake.people.domain.reception import Reception


@publishes(Office.Opened)
def office_opened(event: Office.Opened, metadata: Metadata) -> out.OfficeOpened:
    return out.OfficeOpened(
        office_id=event.originator_id,
        level=event.level,
        uf=event.uf,
        municipality_ibge7=event.municipality_ibge7,
        zone=event.zone,
    )


@publishes(Office.StatusChanged)
def office_status_changed(event: Office.StatusChanged, metadata: Metadata) -> out.OfficeStatusChanged:
    return out.OfficeStatusChanged(
        office_id=event.originator_id,
        from_status=event.from_status,
        to_status=event.to_status,
        receiving_office_id=event.receiving_office_id,
    )


@publishes(Office.Suspended)
def office_suspended(event: Office.Suspended, metadata: Metadata) -> out.OfficeSuspended:
    return out.OfficeSuspended(office_id=event.originator_id)


@publishes(Office.Closed)
def office_closed(event: Office.Closed, metadata: Metadata) -> out.OfficeClosed:
    """PL35: what transfers begin with."""
    return out.OfficeClosed(office_id=event.originator_id, receiving_office_id=event.receiving_office_id)


@publishes(Office.MobileUnitScheduled)
def mobile_unit_scheduled(event: Office.MobileUnitScheduled, metadata: Metadata) -> out.MobileUnitScheduled:
    return out.MobileUnitScheduled(
        office_id=event.originator_id,
        visit_id=event.visit.visit_id,
        municipality_ibge7=event.visit.municipality_ibge7,
        begins_at=event.visit.begins_at,
        ends_at=event.visit.ends_at,
    )


@publishes(Reception.Arrived)
def person_arrived(event: Reception.Arrived, metadata: Metadata) -> out.PersonArrived:
    return out.PersonArrived(
        reception_id=event.originator_id,
        office_id=event.office_id,
        person_id=event.person_id,
        channel=event.channel,
        entry_door=event.entry_door,
        priority_class=event.priority_class,
    )


@publishes(Reception.Started)
def reception_started(event: Reception.Started, metadata: Metadata) -> out.ReceptionStarted:
    return out.ReceptionStarted(
        reception_id=event.originator_id, office_id=event.office_id, waiting_seconds=event.waiting_seconds
    )


@publishes(Reception.UrgentNeedIdentified)
def urgent_need_identified(event: Reception.UrgentNeedIdentified, metadata: Metadata) -> out.UrgentNeedIdentified:
    return out.UrgentNeedIdentified(
        reception_id=event.originator_id, office_id=event.office_id, person_id=event.person_id, need=event.need
    )


@publishes(Reception.Completed)
def reception_completed(event: Reception.Completed, metadata: Metadata) -> out.ReceptionCompleted:
    return out.ReceptionCompleted(
        reception_id=event.originator_id, office_id=event.office_id, person_id=event.person_id, outcome=event.outcome
    )


@publishes(Reception.VirtualContactReceived)
def virtual_contact_received(event: Reception.VirtualContactReceived, metadata: Metadata) -> out.VirtualContactReceived:
    return out.VirtualContactReceived(
        reception_id=event.originator_id, office_id=event.office_id, person_id=event.person_id, channel=event.channel
    )


@publishes(Reception.LeftWithoutCare)
def person_left_without_care(event: Reception.LeftWithoutCare, metadata: Metadata) -> out.PersonLeftWithoutCare:
    return out.PersonLeftWithoutCare(
        reception_id=event.originator_id,
        office_id=event.office_id,
        person_id=event.person_id,
        waiting_seconds=event.waiting_seconds,
    )
