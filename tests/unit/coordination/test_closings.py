"""X11: a partner or a site that closed with people inside is a problem of each field of competence that they needed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from contracts.referrals import PartnerClosed, SiteClosed
from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import UF, OrganisationType
from infra.eventstore.store import EventStore
from infra.publishing import Publisher
from services.commissions.coordination import published
from services.commissions.coordination.application import CoordinationApplication
from services.commissions.coordination.reactions import on_partner_closed, on_site_closed

ANYTHING: Any = datetime(2025, 4, 17, tzinfo=UTC)
TONIGHT = date(2025, 4, 17)


@pytest.fixture
def app() -> CoordinationApplication:
    return CoordinationApplication(EventStore.in_memory("coordination", Publisher("coordination", (published,))))


def told(app: CoordinationApplication) -> list[tuple[str, str]]:
    found = [message.body["data"] for message in app.store.recorder.messages]  # type: ignore[attr-defined]
    return [(data["domain"], data["uf"]) for data in found]


def partner(*needs: NeedDomain, suspended: int = 12) -> PartnerClosed:
    return PartnerClosed(
        partner_id=uuid4(), org_type=OrganisationType.NGO, uf=UF.AM, municipality_ibge7="1399991",
        effective_on=TONIGHT, need_domains=needs, suspended=suspended,
    )  # fmt: skip


def test_who_was_inside_makes_a_problem_of_each_field(app: CoordinationApplication) -> None:
    on_partner_closed(app, partner(NeedDomain.HOUSING, NeedDomain.MENTAL_HEALTH, NeedDomain.PHYSICAL_HEALTH), ANYTHING)
    assert told(app) == [("health", "AM"), ("housing", "AM")]


def test_a_need_without_a_field_of_its_own_is_another_problem(app: CoordinationApplication) -> None:
    on_partner_closed(app, partner(NeedDomain.FOOD), ANYTHING)
    assert told(app) == [("other", "AM")]


def test_a_site_is_one_too(app: CoordinationApplication) -> None:
    message = SiteClosed(
        site_id=uuid4(), partner_id=uuid4(), effective_on=TONIGHT, uf=UF.BA, need_domains=(NeedDomain.HOUSING,),
        suspended=3,
    )  # fmt: skip
    on_site_closed(app, message, ANYTHING)
    assert told(app) == [("housing", "BA")]


def test_nobody_inside_is_no_problem(app: CoordinationApplication) -> None:
    on_partner_closed(app, partner(suspended=0), ANYTHING)
    on_site_closed(app, SiteClosed(site_id=uuid4(), partner_id=uuid4(), effective_on=TONIGHT), ANYTHING)
    assert told(app) == []
