"""Commands and queries of work: load, call, save."""

from __future__ import annotations

from collections.abc import Sequence

from infra.application import Application
from infra.eventstore.store import EventStore
from services.referrals.cases.person_fields import PersonFields
from services.referrals.work.applications.candidates import CandidatesApplication
from services.referrals.work.applications.quotas import QuotasApplication
from services.referrals.work.applications.vacancies import VacanciesApplication

APPLICATIONS = (QuotasApplication, VacanciesApplication, CandidatesApplication)


def compose(store: EventStore, fields: PersonFields | None) -> Sequence[Application]:
    """All of them; `fields` is whom candidates' values are asked from, None for nobody."""
    others = (application for application in APPLICATIONS if application is not CandidatesApplication)
    return (CandidatesApplication(store, fields), *(application(store) for application in others))
