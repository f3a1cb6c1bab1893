"""What the store `referrals` is made of."""

from __future__ import annotations

from infra.composition import StoreDefinition
from infra.deadlines.views import OpenDeadlines, Suspensions
from services.referrals.cases import deadlines, reactions
from services.referrals.cases import published as cases
from services.referrals.cases.alternatives import AlternativesApplication
from services.referrals.cases.application import CasesApplication
from services.referrals.cases.capacity_map import CapacityMapApplication
from services.referrals.cases.closing import ClosingApplication
from services.referrals.cases.drafting import DraftingApplication
from services.referrals.cases.endings import EndingsApplication
from services.referrals.cases.erasures import ErasuresApplication
from services.referrals.cases.groups import GroupsApplication
from services.referrals.cases.links import LinksApplication
from services.referrals.cases.meetings import MeetingsApplication
from services.referrals.cases.replanning import ReplanningApplication
from services.referrals.cases.views.contacts_to_offer import ContactsToOffer
from services.referrals.cases.views.decline_reasons import DeclineReasons
from services.referrals.cases.views.office_open_referrals import OfficeOpenReferrals
from services.referrals.cases.views.partner_inbox import PartnerInbox
from services.referrals.cases.views.person_links import PersonLinks
from services.referrals.cases.views.records_of_subject import RecordsOfPerson
from services.referrals.network import deadlines as agreements
from services.referrals.network import published as network
from services.referrals.network.application import NetworkApplication
from services.referrals.network.directory.application import DirectoryApplication
from services.referrals.network.expiring import ExpiryApplication
from services.referrals.network.matching import MatchingApplication
from services.referrals.network.networks import NetworksApplication
from services.referrals.network.sites import SitesApplication
from services.referrals.network.views.agreements import Agreements
from services.referrals.network.views.directory_entries import DirectoryEntries
from services.referrals.network.views.network_assets import NetworkAssets
from services.referrals.network.views.network_members import NetworkMembers
from services.referrals.network.views.offers_by_need import OffersByNeed
from services.referrals.network.views.open_offers import OpenOffers
from services.referrals.network.views.partner_directory import PartnerDirectory
from services.referrals.network.views.partner_networks import PartnerNetworks
from services.referrals.network.views.partner_sites import PartnerSites
from services.referrals.network.views.partner_steps import PartnerSteps
from services.referrals.network.views.waiting_lists import WaitingLists
from services.referrals.transfers import applications as transfers_applications
from services.referrals.transfers import published as transfers_published
from services.referrals.transfers import reactions as transfers_reactions
from services.referrals.transfers.views.transfers import Transfers
from services.referrals.work import applications as work_applications
from services.referrals.work import deadlines as work_deadlines
from services.referrals.work import published as work_published
from services.referrals.work import reactions as work_reactions
from services.referrals.work import views as work_views

STORE = StoreDefinition(
    name="referrals",
    zone="open",
    applications=(
        CasesApplication,
        EndingsApplication,
        AlternativesApplication,
        GroupsApplication,
        NetworkApplication,
        SitesApplication,
        MatchingApplication,
        NetworksApplication,
        DirectoryApplication,
        ExpiryApplication,
        ClosingApplication,
        CapacityMapApplication,
        ErasuresApplication,
        LinksApplication,
        ReplanningApplication,
        MeetingsApplication,
        DraftingApplication,
        *transfers_applications.APPLICATIONS,
        *work_applications.APPLICATIONS,
    ),
    published=(network, cases, transfers_published, *work_published.MODULES),
    views=(
        PartnerDirectory,
        PartnerSteps,
        Agreements,
        PartnerSites,
        OpenOffers,
        OffersByNeed,
        WaitingLists,
        PartnerNetworks,
        NetworkMembers,
        NetworkAssets,
        DirectoryEntries,
        PartnerInbox,
        OfficeOpenReferrals,
        ContactsToOffer,
        DeclineReasons,
        PersonLinks,
        RecordsOfPerson,
        Transfers,
        *work_views.VIEWS,
        OpenDeadlines,
        Suspensions,
    ),
    reactions=(reactions, transfers_reactions, work_reactions),
    deadlines=(deadlines, agreements, *work_deadlines.MODULES),
    undisclosed="referrals seals nothing: what a partner is given of a person is intake's, so export intake/PERSON",
)
