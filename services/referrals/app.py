"""Composition root of the HTTP app of referrals."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask

from infra.application import Application
from infra.eventstore.store import EventStore
from infra.settings import Settings, SettingsError
from infra.web.client import StoreClient
from infra.web.serving import serve
from services.referrals.cases import (
    alternatives_api,
    answer_links_api,
    capacity_map_api,
    closing_api,
    endings_api,
    groups_api,
    meetings_api,
    replanning_api,
)
from services.referrals.cases import api as cases
from services.referrals.cases.alternatives import AlternativesApplication
from services.referrals.cases.answer_links import AnswerLinksApplication
from services.referrals.cases.application import CasesApplication
from services.referrals.cases.capacity_map import CapacityMapApplication
from services.referrals.cases.closing import ClosingApplication
from services.referrals.cases.endings import EndingsApplication
from services.referrals.cases.groups import GroupsApplication
from services.referrals.cases.intake_fields import IntakeFields
from services.referrals.cases.interchange import api as interchange
from services.referrals.cases.interchange.application import InterchangeApplication
from services.referrals.cases.meetings import MeetingsApplication
from services.referrals.cases.person_fields import PersonFields
from services.referrals.cases.replanning import ReplanningApplication
from services.referrals.network import api as network
from services.referrals.network.application import NetworkApplication
from services.referrals.network.directory.application import DirectoryApplication
from services.referrals.network.matching import MatchingApplication
from services.referrals.network.networks import NetworksApplication
from services.referrals.network.sites import SitesApplication
from services.referrals.store import STORE
from services.referrals.transfers import api as transfers
from services.referrals.transfers.applications.transfers import TransfersApplication
from services.referrals.transfers.intake_offices import IntakeOffices
from services.referrals.transfers.leading_offices import LeadingOffices
from services.referrals.work import api as work
from services.referrals.work import applications as work_applications

BLUEPRINTS = (
    *network.BLUEPRINTS,
    cases.blp,
    cases.inbox,
    endings_api.blp,
    groups_api.blp,
    answer_links_api.blp,
    alternatives_api.blp,
    replanning_api.blp,
    *interchange.BLUEPRINTS,
    *meetings_api.BLUEPRINTS,
    *closing_api.BLUEPRINTS,
    capacity_map_api.blp,
    transfers.blp,
    *work.BLUEPRINTS,
)
OTHERS = (
    NetworkApplication,
    SitesApplication,
    MatchingApplication,
    AlternativesApplication,
    NetworksApplication,
    DirectoryApplication,
    EndingsApplication,
    GroupsApplication,
    ClosingApplication,
    CapacityMapApplication,
    ReplanningApplication,
    InterchangeApplication,
    MeetingsApplication,
)


def make(
    settings: Settings, person_fields: PersonFields | None = None, leading_offices: LeadingOffices | None = None
) -> Flask:
    """The app on its own databases; tests may bring another owner of personal fields than intake, or who leads."""

    def compose(store: EventStore) -> Sequence[Application]:
        intake = _intake(settings)
        fields = person_fields or (IntakeFields(intake) if intake else None)
        moving = TransfersApplication(store, leading_offices or (IntakeOffices(intake) if intake else None))
        links = AnswerLinksApplication(store, _secret(settings))
        others = (*(kind(store) for kind in OTHERS), *work_applications.compose(store, fields))
        return CasesApplication(store, fields), links, moving, *others

    return serve(STORE, settings, BLUEPRINTS, compose)


def _secret(settings: Settings) -> bytes:
    """Raises SettingsError: nobody could tell our links from others without it."""
    if settings.http is None:
        raise SettingsError("TRAVESSIA_HTTP_SECRET_FILE is not set, which signs answer links")
    return settings.http.secret


def _intake(settings: Settings) -> StoreClient | None:
    """None where no address or credential is set: then whoever needs intake is told that it is away."""
    url, token_file = settings.urls.get("intake"), settings.stores[STORE.name].service_token_file
    return StoreClient("intake", url, token_file) if url and token_file else None
