"""What the store `intake` is made of."""

from __future__ import annotations

from infra.composition import StoreDefinition
from services.intake.people import access, published, reactions
from services.intake.people.application import IntakeApplication
from services.intake.people.erasures import ErasureRequestsApplication
from services.intake.people.views.disclosures import PersonDisclosures
from services.intake.people.views.erasure_requests import ErasureRequests
from services.intake.people.views.reception_queue import DisplayNames, ReceptionQueue
from services.intake.people.views.records_of_subject import RecordsOfPerson

STORE = StoreDefinition(
    name="intake",
    zone="open",
    applications=(IntakeApplication, ErasureRequestsApplication),
    published=(published,),
    views=(ReceptionQueue, DisplayNames, RecordsOfPerson, ErasureRequests, PersonDisclosures),
    reactions=(reactions,),
    may_see=access.may_see,
)
