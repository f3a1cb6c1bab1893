"""Commands and queries of work: load, call, save."""

from __future__ import annotations

from collections.abc import Sequence

from infra.application import Application
from infra.eventstore.store import EventStore
from services.referrals.cases.person_fields import PersonFields
from services.referrals.work.applications.candidates import CandidatesApplication
from services.referrals.work.applications.credits import CreditsApplication
from services.referrals.work.applications.placements import PlacementsApplication
from services.referrals.work.applications.quotas import QuotasApplication
from services.referrals.work.applications.seals import SealsApplication
from services.referrals.work.applications.trainings import TrainingsApplication
from services.referrals.work.applications.vacancies import VacanciesApplication

OTHERS = (
    QuotasApplication, VacanciesApplication, TrainingsApplication, PlacementsApplication, CreditsApplication,
    SealsApplication,
)  # fmt: skip
APPLICATIONS = (CandidatesApplication, *OTHERS)


def compose(store: EventStore, fields: PersonFields | None) -> Sequence[Application]:
    """All of them; `fields` is whom candidates' values are asked from, None for nobody."""
    return (CandidatesApplication(store, fields), *(application(store) for application in OTHERS))
