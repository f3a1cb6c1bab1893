"""What the store `intake` is made of."""

from __future__ import annotations

from infra.composition import StoreDefinition
from infra.deadlines.views import OpenDeadlines, Suspensions
from services.intake.people import (
    access,
    consent_deadlines,
    merge_published,
    office_published,
    offline_deadlines,
    offline_published,
    plan_deadlines,
    pre_release_deadlines,
    pre_release_published,
    published,
    reactions,
    subject_request_deadlines,
)
from services.intake.people.application import IntakeApplication
from services.intake.people.assessments import AssessmentsApplication
from services.intake.people.consents import ConsentsApplication
from services.intake.people.desk import DeskApplication
from services.intake.people.details import DetailsApplication
from services.intake.people.duplicates import DuplicatesApplication
from services.intake.people.erasures import ErasureRequestsApplication
from services.intake.people.identifiers import IdentifiersApplication
from services.intake.people.matching import MatchingApplication
from services.intake.people.offices import OfficesApplication
from services.intake.people.offline import OfflineApplication
from services.intake.people.plans import PlansApplication
from services.intake.people.pre_release import PreReleaseApplication
from services.intake.people.pre_release_lists import PreReleaseListsApplication
from services.intake.people.receiving import ReceivingApplication
from services.intake.people.searching import SearchApplication
from services.intake.people.statements import StatementsApplication
from services.intake.people.subject_requests import SubjectRequestsApplication
from services.intake.people.views.assessments import Assessments
from services.intake.people.views.disclosures import PersonDisclosures
from services.intake.people.views.duplicate_pairs import DuplicatePairs
from services.intake.people.views.erasure_requests import ErasureRequests
from services.intake.people.views.follow_up_plans import FollowUpPlans
from services.intake.people.views.office_receptions import OfficeReceptions
from services.intake.people.views.offline_batches import OfflineBatches
from services.intake.people.views.person_index import PersonIndex
from services.intake.people.views.persons_to_match import PersonsToMatch
from services.intake.people.views.pre_release_cases import PreReleaseCases
from services.intake.people.views.reception_queue import DisplayNames, ReceptionQueue
from services.intake.people.views.records_of_subject import RecordsOfPerson
from services.intake.people.views.subject_requests import SubjectRequests

STORE = StoreDefinition(
    name="intake",
    zone="open",
    applications=(
        IntakeApplication,
        ErasureRequestsApplication,
        IdentifiersApplication,
        DetailsApplication,
        ConsentsApplication,
        SubjectRequestsApplication,
        OfflineApplication,
        SearchApplication,
        DuplicatesApplication,
        MatchingApplication,
        AssessmentsApplication,
        PlansApplication,
        StatementsApplication,
        PreReleaseApplication,
        PreReleaseListsApplication,
        OfficesApplication,
        ReceivingApplication,
        DeskApplication,
    ),
    published=(published, offline_published, office_published, pre_release_published, merge_published),
    views=(
        ReceptionQueue,
        DisplayNames,
        OfficeReceptions,
        RecordsOfPerson,
        ErasureRequests,
        PersonDisclosures,
        PersonIndex,
        DuplicatePairs,
        PersonsToMatch,
        Assessments,
        FollowUpPlans,
        PreReleaseCases,
        SubjectRequests,
        OfflineBatches,
        OpenDeadlines,
        Suspensions,
    ),
    reactions=(reactions,),
    deadlines=(consent_deadlines, offline_deadlines, plan_deadlines, pre_release_deadlines, subject_request_deadlines),
    may_see=access.may_see,
)
