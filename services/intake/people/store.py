"""What the store `intake` is made of."""

from __future__ import annotations

from infra.composition import StoreDefinition
from infra.deadlines.views import OpenDeadlines, Suspensions
from services.intake.people import access, reactions
from services.intake.people.applications.ages import AgesApplication
from services.intake.people.applications.arriving import ArrivingApplication
from services.intake.people.applications.assessments import AssessmentsApplication
from services.intake.people.applications.consents import ConsentsApplication
from services.intake.people.applications.custody import CustodyApplication
from services.intake.people.applications.desk import DeskApplication
from services.intake.people.applications.details import DetailsApplication
from services.intake.people.applications.duplicates import DuplicatesApplication
from services.intake.people.applications.erasures import ErasureRequestsApplication
from services.intake.people.applications.hand_overs import HandOversApplication
from services.intake.people.applications.identifiers import IdentifiersApplication
from services.intake.people.applications.intake import IntakeApplication
from services.intake.people.applications.look_backs import LookBacksApplication
from services.intake.people.applications.matching import MatchingApplication
from services.intake.people.applications.offices import OfficesApplication
from services.intake.people.applications.offline import OfflineApplication
from services.intake.people.applications.papers import PapersApplication
from services.intake.people.applications.plans import PlansApplication
from services.intake.people.applications.pre_release import PreReleaseApplication
from services.intake.people.applications.pre_release_lists import PreReleaseListsApplication
from services.intake.people.applications.receiving import ReceivingApplication
from services.intake.people.applications.searching import SearchApplication
from services.intake.people.applications.statements import StatementsApplication
from services.intake.people.applications.subject_requests import SubjectRequestsApplication
from services.intake.people.deadlines import MODULES as DEADLINES
from services.intake.people.published import MODULES as PUBLISHED
from services.intake.people.views.assessments import Assessments
from services.intake.people.views.disclosures import PersonDisclosures
from services.intake.people.views.duplicate_pairs import DuplicatePairs
from services.intake.people.views.erasure_requests import ErasureRequests
from services.intake.people.views.follow_up_plans import FollowUpPlans
from services.intake.people.views.grant_uses import GrantUses
from services.intake.people.views.look_backs import LookBacks
from services.intake.people.views.office_receptions import OfficeReceptions
from services.intake.people.views.offline_batches import OfflineBatches
from services.intake.people.views.outdated_papers import OutdatedPapers
from services.intake.people.views.person_index import PersonIndex
from services.intake.people.views.persons_to_match import PersonsToMatch
from services.intake.people.views.pre_release_cases import PreReleaseCases
from services.intake.people.views.pre_release_index import PreReleaseIndex
from services.intake.people.views.reception_queue import DisplayNames, ReceptionQueue
from services.intake.people.views.records_of_subject import RecordsOfPerson
from services.intake.people.views.subject_requests import SubjectRequests

STORE = StoreDefinition(
    name="intake",
    zone="open",
    applications=(
        IntakeApplication,
        AgesApplication,
        ErasureRequestsApplication,
        IdentifiersApplication,
        DetailsApplication,
        CustodyApplication,
        ArrivingApplication,
        HandOversApplication,
        ConsentsApplication,
        SubjectRequestsApplication,
        OfflineApplication,
        SearchApplication,
        DuplicatesApplication,
        MatchingApplication,
        AssessmentsApplication,
        PlansApplication,
        LookBacksApplication,
        StatementsApplication,
        PreReleaseApplication,
        PreReleaseListsApplication,
        OfficesApplication,
        ReceivingApplication,
        DeskApplication,
        PapersApplication,
    ),
    published=PUBLISHED,
    views=(
        ReceptionQueue,
        DisplayNames,
        OfficeReceptions,
        RecordsOfPerson,
        ErasureRequests,
        PersonDisclosures,
        GrantUses,
        PersonIndex,
        DuplicatePairs,
        PersonsToMatch,
        Assessments,
        FollowUpPlans,
        LookBacks,
        PreReleaseCases,
        PreReleaseIndex,
        SubjectRequests,
        OfflineBatches,
        OutdatedPapers,
        OpenDeadlines,
        Suspensions,
    ),
    reactions=(reactions,),
    deadlines=DEADLINES,
    may_see=access.may_see,
)
