"""A reception that was entered two hours late, and an auditor with a session for its person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.vocabulary.network import UF
from contracts.vocabulary.offices import OfficeLevel, ReceptionOutcome
from contracts.vocabulary.persons import ClientType
from infra.composition import open_store
from infra.metadata import Metadata, acting
from infra.sealed import AccessContext
from infra.settings import Settings
from services.intake.people.applications.intake import IntakeApplication
from services.intake.people.domain.priority import Circumstances
from services.intake.people.store import STORE
from tests.conftest import Token
from tests.http import Api, Reply

OPENING = AccessContext(actor="rosa", role="social_worker", purpose="care", legal_basis="LB_PUBLIC_POLICY")
REASON = "Yearly audit of receptions entered late"
FLOW = "0af7651916cd43dd8448eb211c80319c"


@dataclass
class Late:
    """It began at nine and was entered at eleven; `entered` lies between the arrival and the rest."""

    person: str
    reception: str
    nine: datetime
    entered: datetime


@dataclass
class Desk:
    """An auditor at the API of one store."""

    api: Api
    token: str
    session: str = ""

    def open(self, case: str) -> Desk:
        opened = self.api.post("/v1/history-sessions", {"case_id": case, "reason": REASON}, self.token)
        assert opened.status == 201, opened.body
        return Desk(self.api, self.token, opened.id)

    def get(self, path: str, **query: Any) -> Reply:
        asked = "&".join(f"{n.rstrip('_')}={_written(v)}" for n, v in {"session": self.session, **query}.items())
        return self.api.get(f"{path}?{asked}", self.token)


def _written(value: Any) -> str:
    return value.isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else str(value)


@pytest.fixture(scope="session")
def late(settings: Callable[[Sequence[str], str], Settings]) -> Late:
    app = IntakeApplication(open_store(STORE, settings(["intake"], "api")))
    office = app.register_office("Porto", OfficeLevel.STATE, UF.AM, "1399991", "America/Manaus").id
    with acting(Metadata(actor="rosa", correlation_id=uuid4().hex)):
        person = app.register_person(office, [ClientType.RELEASED], civil_name="Canária Replay").id
    nine = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=2)
    with acting(Metadata(actor="rosa", role="receptionist", purpose="care", occurred_at=nine)):
        reception: UUID = app.register_arrival(office, Circumstances(), OPENING, person_id=person).id
    entered = datetime.now(UTC)
    with acting(Metadata(actor="tome", role="social_worker", occurred_at=nine + timedelta(minutes=30))):
        app.start_reception(reception, 1, "tome")
        app.complete_reception(reception, 2, ReceptionOutcome.ORIENTED)
    return Late(str(person), str(reception), nine, entered)


@pytest.fixture
def desk(api: Callable[[str], Api], token: Token, late: Late) -> Desk:
    """In a session for the person of the late reception."""
    return Desk(api("intake"), token("auditor", subject=f"auditor-{uuid4()}", uf=["AM"])).open(late.person)
