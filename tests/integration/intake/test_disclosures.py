"""The person concerned is given the list of who was given what, when, for which institution and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest

from infra.database import connect
from infra.settings import Settings
from tests.conftest import Token
from tests.integration.intake.test_reception_day import Office
from tests.integration.intake.test_reception_day import office as office

REFUSE = """CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
CREATE TRIGGER refuse BEFORE INSERT ON stored_events FOR EACH ROW EXECUTE FUNCTION refuse()"""
NEEDS = "precisa de intérprete de Libras"


class Shared:
    """A person of an office who lets a partner know what she needs, and the service that asks for the partner."""

    def __init__(self, office: Office, token: Token) -> None:
        self.api, self.token, self.partner, self.office = office.api, token, str(uuid4()), office.id
        self.person = office.person(social_name="Dandara", accessibility_needs=NEEDS)
        consent = {
            "scope": "SHARE_WITH_PARTNER", "recipients": [self.partner],
            "data_classes": ["accessibility_needs", "display_name"],
        }  # fmt: skip
        self.grant = office.api.post(f"/v1/persons/{self.person}/consents", consent, office.staff).id
        self.service = token("service", subject="urn:travessia:referrals")

    def read(self, fields: str, reader: str = "partner-user-7") -> Any:
        query = f"grant={self.grant}&recipient={self.partner}&fields={fields}"
        return self.api.get(
            f"/v1/persons/{self.person}/shared-fields?{query}", self.service, **{"X-On-Behalf-Of": reader}
        )

    def listed(self, bearer: str, query: str = "") -> Any:
        return self.api.get(f"/v1/persons/{self.person}/disclosures{query}", bearer)

    @property
    def herself(self) -> str:
        return self.token("person", subject=f"urn:travessia:person:{self.person}")


@pytest.fixture
def shared(office: Office, token: Token) -> Shared:
    return Shared(office, token)


def test_she_sees_when_for_whom_why_and_which_kind_of_data(shared: Shared) -> None:
    assert shared.read("accessibility_needs,display_name").status == 200
    assert shared.read("birth_date").status == 403
    (item,) = shared.listed(shared.herself).body["items"]
    assert item.pop("read_at").endswith(("Z", "+00:00"))
    assert item.pop("disclosure_id")
    assert item == {
        "institution": None, "recipient": shared.partner, "role": "service", "purpose": "referral",
        "legal_basis": "LB_CONSENT", "kinds": ["accessibility_needs", "social_name"],
    }  # fmt: skip


def test_who_acts_for_her_sees_it_and_nobody_else(shared: Shared, office: Office, token: Token) -> None:
    shared.read("display_name")
    assert len(shared.listed(office.staff).body["items"]) == 1
    strangers = (
        token("person", subject=f"urn:travessia:person:{uuid4()}"),
        token("social_worker", office=[uuid4()], uf=["AM"]),
    )
    assert [shared.listed(stranger).status for stranger in strangers] == [404, 404]
    assert shared.listed(token("partner", org=shared.partner)).status == 403


def test_the_list_is_paged(shared: Shared) -> None:
    for _ in range(3):
        shared.read("accessibility_needs,display_name")
    first = shared.listed(shared.herself, "?limit=2")
    rest = shared.api.get(first.headers["Link"].split(">")[0].lstrip("<"), shared.herself)
    times = [item["read_at"] for item in first.body["items"] + rest.body["items"]]
    assert (len(first.body["items"]), len(times), times) == (2, 3, sorted(times))


def test_the_uses_of_a_consent_are_listed_also_when_it_was_void(shared: Shared, office: Office, token: Token) -> None:
    """X19: what there is to clear up. The other consent was used by nobody."""
    shared.read("display_name")
    shared.read("accessibility_needs")
    consents = f"/v1/persons/{shared.person}/consents"
    other = office.api.post(consents, {"scope": "SERVICE_RECORD"}, office.staff).id
    assert office.api.post(f"{consents}/{shared.grant}/invalidation", {}, office.staff).status == 201
    for bearer in (office.staff, shared.herself):
        items = office.api.get(f"{consents}/{shared.grant}/uses", bearer).body["items"]
        assert [(use["recipient"], use["kinds"]) for use in items] == [
            (shared.partner, ["social_name"]), (shared.partner, ["accessibility_needs"]),
        ]  # fmt: skip
    assert office.api.get(f"{consents}/{other}/uses", office.staff).body["items"] == []
    assert office.api.get(f"{consents}/{uuid4()}/uses", office.staff).status == 404
    stranger = token("social_worker", office=[uuid4()], uf=["AM"])
    assert office.api.get(f"{consents}/{shared.grant}/uses", stranger).status == 404


def test_the_record_names_the_account_that_referrals_asks_for(
    shared: Shared, settings: Callable[..., Settings]
) -> None:
    shared.read("display_name", "partner-user-7")
    rows = [state for state, _ in records(settings, shared.grant)]
    assert [b'"on_behalf_of":"partner-user-7"' in state for state in rows] == [True]


@pytest.mark.parametrize("reader", ["Fulana de Tal", "x" * 200, ""])
def test_what_is_no_account_is_refused_as_one(shared: Shared, reader: str) -> None:
    assert shared.read("display_name", reader).status == 400


def test_the_team_s_own_look_at_a_name_is_no_disclosure(shared: Shared, office: Office) -> None:
    assert office.api.get(f"/v1/persons/{shared.person}", office.staff).body["display_name"] == "Dandara"
    assert shared.listed(shared.herself).body["items"] == []


def test_without_a_record_the_answer_is_503_and_holds_no_value(
    shared: Shared, settings: Callable[..., Settings]
) -> None:
    with refusing(settings):
        refused = shared.read("accessibility_needs,display_name")
    assert (refused.status, refused.slug) == (503, "unavailable")
    assert refused.headers["Retry-After"]
    assert "Dandara" not in str(refused.body)
    assert shared.listed(shared.herself).body["items"] == []
    assert shared.read("accessibility_needs").body["fields"] == {"accessibility_needs": NEEDS}


def records(settings: Callable[..., Settings], grant: str) -> list[tuple[bytes, str]]:
    """State and circumstances of the read records that rest on a grant."""
    with connect(settings(["intake"], "job").stores["intake"].database("migrate")) as connection:
        return connection.execute(
            "SELECT state, metadata FROM stored_events"
            " WHERE topic = 'intake.disclosure.disclosed' AND metadata LIKE '%%' || %s || '%%'",
            (grant,),
        ).fetchall()


@contextmanager
def refusing(settings: Callable[..., Settings]) -> Iterator[None]:
    """A database that takes no event."""
    owner = settings(["intake"], "job").stores["intake"].database("migrate")
    with connect(owner, autocommit=True) as connection:
        connection.execute(REFUSE)
        try:
            yield
        finally:
            connection.execute("DROP FUNCTION refuse CASCADE")


def test_all_uses_of_a_voided_consent_are_listed(shared: Shared) -> None:
    """X19: it ends at once, and what relied on it before stays known to her and to who found it out."""
    grants = f"/v1/persons/{shared.person}/consents"
    path = f"{grants}/{shared.grant}/uses"
    other = {"scope": "SHARE_WITH_PARTNER", "recipients": [str(uuid4())], "data_classes": ["display_name"]}
    staff = shared.token("social_worker", office=[shared.office], uf=["AM"])
    unused = shared.api.post(grants, other, staff).id
    for _ in range(2):
        assert shared.read("accessibility_needs,display_name").status == 200
    voided = shared.api.post(f"{grants}/{shared.grant}/invalidation", {}, staff)
    assert voided.status == 201
    assert shared.read("accessibility_needs").status == 410
    uses = shared.api.get(path, shared.herself).body["items"]
    assert [(use["recipient"], use["purpose"]) for use in uses] == [(shared.partner, "referral")] * 2
    assert "accessibility_needs" in uses[0]["kinds"]
    assert NEEDS not in str(uses)
    first = shared.api.get(f"{path}?limit=1", staff)
    second = shared.api.get(first.headers["Link"].split(">")[0].lstrip("<"), staff)
    assert first.body["items"] + second.body["items"] == uses
    assert shared.api.get(f"{grants}/{unused}/uses", staff).body["items"] == []
    stranger = shared.token("social_worker", office=[uuid4()], uf=["AM"])
    assert shared.api.get(path, stranger).status == 404
    assert shared.api.get(f"{grants}/{uuid4()}/uses", staff).status == 404
