"""Composition root of the HTTP app of referrals."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask

from infra.application import Application
from infra.eventstore.store import EventStore
from infra.settings import Settings
from infra.web.client import StoreClient
from infra.web.serving import serve
from services.referrals.cases import api as cases
from services.referrals.cases import replanning_api
from services.referrals.cases.application import CasesApplication
from services.referrals.cases.intake_fields import IntakeFields
from services.referrals.cases.person_fields import PersonFields
from services.referrals.cases.replanning import ReplanningApplication
from services.referrals.network import api as network
from services.referrals.network.application import NetworkApplication
from services.referrals.store import STORE
from services.referrals.work import api as work
from services.referrals.work import applications as work_applications

BLUEPRINTS = (network.partners, network.offers, cases.blp, cases.inbox, replanning_api.blp, *work.BLUEPRINTS)


def make(settings: Settings, person_fields: PersonFields | None = None) -> Flask:
    """The app on its own databases; tests may bring another owner of personal fields than intake."""

    def compose(store: EventStore) -> Sequence[Application]:
        fields = person_fields or _intake(settings)
        cases_of_store = CasesApplication(store, fields)
        of_work = work_applications.compose(store, fields)
        return cases_of_store, NetworkApplication(store), ReplanningApplication(store), *of_work

    return serve(STORE, settings, BLUEPRINTS, compose)


def _intake(settings: Settings) -> PersonFields | None:
    """None where no address or credential is set: then whoever asks for fields is told that intake is away."""
    url, token_file = settings.urls.get("intake"), settings.stores[STORE.name].service_token_file
    return IntakeFields(StoreClient("intake", url, token_file)) if url and token_file else None
