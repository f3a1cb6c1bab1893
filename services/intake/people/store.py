"""What the store `intake` is made of."""

from __future__ import annotations

from infra.composition import StoreDefinition
from services.intake.people import published, reactions
from services.intake.people.application import IntakeApplication
from services.intake.people.details import DetailsApplication
from services.intake.people.erasures import ErasureRequestsApplication
from services.intake.people.identifiers import IdentifiersApplication
from services.intake.people.searching import SearchApplication
from services.intake.people.views.disclosures import PersonDisclosures
from services.intake.people.views.erasure_requests import ErasureRequests
from services.intake.people.views.person_index import PersonIndex
from services.intake.people.views.reception_queue import DisplayNames, ReceptionQueue
from services.intake.people.views.records_of_subject import RecordsOfPerson

STORE = StoreDefinition(
    name="intake",
    zone="open",
    applications=(
        IntakeApplication,
        ErasureRequestsApplication,
        IdentifiersApplication,
        DetailsApplication,
        SearchApplication,
    ),
    published=(published,),
    views=(
        ReceptionQueue,
        DisplayNames,
        RecordsOfPerson,
        ErasureRequests,
        PersonDisclosures,
        PersonIndex,
    ),
    reactions=(reactions,),
)
