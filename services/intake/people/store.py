"""What the store `intake` is made of."""

from __future__ import annotations

from infra.composition import StoreDefinition
from services.intake.people import published
from services.intake.people.application import IntakeApplication
from services.intake.people.views.disclosures import PersonDisclosures
from services.intake.people.views.reception_queue import DisplayNames, ReceptionQueue

STORE = StoreDefinition(
    name="intake",
    zone="open",
    applications=(IntakeApplication,),
    published=(published,),
    views=(ReceptionQueue, DisplayNames, PersonDisclosures),
)
