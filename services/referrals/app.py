"""Composition root of the HTTP app of referrals."""

from __future__ import annotations

from flask import Flask

from infra.composition import open_store
from infra.settings import Settings, SettingsError
from infra.web.client import StoreClient
from infra.web.factory import create_app
from services.referrals.cases import api as cases
from services.referrals.cases.application import CasesApplication
from services.referrals.cases.intake_fields import IntakeFields
from services.referrals.cases.person_fields import PersonFields
from services.referrals.network import api as network
from services.referrals.network.application import NetworkApplication
from services.referrals.store import STORE

BLUEPRINTS = (network.partners, network.offers, cases.blp, cases.inbox)


def make(settings: Settings, person_fields: PersonFields | None = None) -> Flask:
    """The app on its own databases; tests may bring another owner of personal fields than intake."""
    if settings.http is None:
        raise SettingsError("an HTTP app needs the settings of the role api")
    store = open_store(STORE, settings)
    cases_application = CasesApplication(store, person_fields or _intake(settings))
    return create_app(STORE.name, (cases_application, NetworkApplication(store)), settings.http, BLUEPRINTS)


def _intake(settings: Settings) -> PersonFields | None:
    """None where no address or credential is set: then whoever asks for fields is told that intake is away."""
    url, token_file = settings.urls.get("intake"), settings.stores[STORE.name].service_token_file
    return IntakeFields(StoreClient("intake", url, token_file)) if url and token_file else None
