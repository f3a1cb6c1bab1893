"""Two records of one person over HTTP: linked and undone exactly, refused with the survivor's id, told to the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from scripts.stack.stack import Stack
from tests.conftest import Token
from tests.http import Api, Reply
from tests.integration.intake.tables import table_of
from tests.integration.intake.test_identifiers import look_up, record
from tests.integration.intake.test_reception_day import Office
from tests.integration.intake.test_reception_day import office as office
from tests.integration.intake.test_searches import names, search

PAIRS = "/v1/duplicate-pairs"
SAID = {"reason": "said_by_person"}
PARTNER = str(uuid4())
SHARING = {"scope": "SHARE_WITH_PARTNER", "recipients": [PARTNER], "data_classes": ["display_name"]}


@pytest.fixture
def keeper(office: Office, token: Token) -> str:
    """Who merges at this office."""
    return token("office_coordinator", office=[office.id], uf=["AM"])


def flag(office: Office, one: str, other: str, bearer: str | None = None) -> Reply:
    return office.api.post(PAIRS, {"person_id": one, "other_id": other, **SAID}, bearer or office.staff)


def merged(office: Office, survivor: str, other: str, bearer: str) -> str:
    """The pair's id."""
    pair = flag(office, survivor, other, bearer)
    assert pair.status == 201, pair.body
    done = office.api.post(f"{PAIRS}/{pair.id}/merge", {"survivor_id": survivor}, bearer, match=pair.version)
    assert (done.status, done.body["status"]) == (200, "merged")
    return pair.id


def undo(office: Office, pair: str, bearer: str) -> None:
    version = office.api.get(f"{PAIRS}/{pair}", bearer).version
    undone = office.api.post(f"{PAIRS}/{pair}/undoing", {}, bearer, match=version)
    assert (undone.status, undone.body["status"]) == (200, "undone")


def page(office: Office, person: str) -> dict[str, Any]:
    """All that the person's page shows."""
    path = f"/v1/persons/{person}"
    parts = ("", "/identifiers", "/contact-points", "/accommodations", "/plans", "/assessments", "/receptions", "/page")
    return {part: office.api.get(f"{path}{part}", office.staff).body for part in parts}


def rows_of(stack: Stack, *persons: str) -> list[Any]:
    """What the read models that find and call people hold of these."""
    tables = [table_of(stack, view) for view in ("person_index", "display_names", "reception_queue")]
    with stack.postgres.connect("intake") as connection:
        return [
            connection.execute(
                f"SELECT to_jsonb(t) FROM {table} t WHERE person_id = ANY(%s::uuid[]) ORDER BY t::text".encode(),
                (list(persons),),
            ).fetchall()
            for table in tables
        ]  # fmt: skip


def test_the_survivors_page_shows_what_belongs_to_both_and_an_undone_merge_leaves_no_trace(
    office: Office, keeper: str, stack: Stack
) -> None:
    old = office.person(civil_name="Nome Antigo Ferreira", birth_date="1991-03-02")
    new = office.person(social_name="Dandara")
    record(office, old, system="rji", value="170000001-15")
    point = {"kind": "phone", "value": "+55 92 90000-0001", "safe_to_contact": True}
    made = office.api.post(f"/v1/persons/{old}/contact-points", point, office.staff)
    assert made.status == 201, made.body
    assert office.api.post("/v1/plans", {"person_id": old}, office.staff).status == 201
    office.arrive(person_id=old)

    def seen() -> list[Any]:
        found = [search(office, name).body for name in ("Ferreira", "Dandara")]
        pages = [page(office, one) for one in (old, new)]
        queue = [{**place, "waiting_seconds": "they tick"} for place in office.queue()]
        return [found, look_up(office, "170000001-15", system="rji").body, queue, pages, rows_of(stack, old, new)]

    before = seen()
    pair = merged(office, new, old, keeper)
    shown = page(office, new)
    assert (shown[""]["display_name"], shown[""]["joined"], shown[""]["merged_into"]) == ("Dandara", [old], None)
    assert [i["value"] for i in shown["/identifiers"]["items"]] == ["17000000115"]
    assert [p["value"] for p in shown["/contact-points"]["contact_points"]] == [point["value"]]
    assert [p["person_id"] for p in shown["/plans"]["items"]] == [old]
    assert (page(office, old)[""]["display_name"], page(office, old)[""]["merged_into"]) == ("Dandara", new)
    assert [place["display_name"] for place in office.queue()] == ["Dandara"]
    for name in ("Ferreira", "Dandara"):
        assert search(office, name).body["items"] == [{"id": new, "display_name": "Dandara"}]
    assert look_up(office, "170000001-15", system="rji").body["items"] == [{"id": new, "display_name": "Dandara"}]
    undo(office, pair, keeper)
    assert seen() == before


def test_what_is_recorded_anew_on_a_merged_record_is_refused_with_the_survivors_id(office: Office, keeper: str) -> None:
    survivor, gone = office.person(social_name="Rosa"), office.person(social_name="Roza")
    merged(office, survivor, gone, keeper)
    path = f"/v1/persons/{gone}"
    commands: list[tuple[str, dict[str, Any], int | None]] = [
        (f"{path}/social-name", {"social_name": "Rosa"}, 2),
        (f"{path}/race-colour", {"race_colour": "BROWN"}, 2),
        (f"{path}/gender", {"gender_identity": "cis_woman"}, 2),
        (f"{path}/corrections", {"civil_name": "Rosa"}, 2),
        (f"{path}/consents", SHARING, None),
        (f"{path}/identifiers", {"system": "rji", "value": "170000000-12"}, None),
        (f"{path}/contact-points", {"kind": "phone", "value": "+55 92 1", "safe_to_contact": True}, None),
        (f"{path}/address", {"kind": "street", "municipality_ibge7": "1302603"}, None),
        (f"{path}/accommodations", {"languages": ["pt"]}, None),
        ("/v1/receptions", {"office_id": office.id, "person_id": gone}, None),
        ("/v1/virtual-contacts", {"office_id": office.id, "person_id": gone, "channel": "phone"}, None),
        ("/v1/plans", {"person_id": gone}, None),
        (PAIRS, {"person_id": gone, "other_id": office.person(), **SAID}, None),
    ]
    for address, body, match in commands:
        refused = office.api.post(address, body, office.staff, match=match)
        assert (refused.status, refused.slug) == (409, "intake-record-merged"), (address, refused.body)
        told = refused.body.get("successor")
        assert told == (None if address == PAIRS else survivor), address


def test_a_certificate_of_the_other_record_has_the_name_to_call(office: Office, keeper: str) -> None:
    gone = office.person(civil_name="Nome Antigo")
    path = f"/v1/receptions/{office.arrive(person_id=gone).id}"
    assert office.api.post(f"{path}/start", {}, office.staff, match=1).status == 200
    paper = office.api.post(f"{path}/certificates", {"evidence": "signature"}, office.staff).id
    merged(office, office.person(social_name="Dandara"), gone, keeper)
    assert office.api.get(f"{path}/certificates/{paper}", office.staff).body["display_name"] == "Dandara"


def test_a_consent_of_either_record_carries_and_can_be_taken_back_from_the_survivor(
    office: Office, keeper: str, token: Token
) -> None:
    survivor, gone = office.person(social_name="Dandara"), office.person(civil_name="Nome Antigo")
    grant = office.api.post(f"/v1/persons/{gone}/consents", SHARING, office.staff).id
    pair = merged(office, survivor, gone, keeper)
    service = token("service", subject="urn:travessia:referrals")
    fields = f"shared-fields?grant={grant}&recipient={PARTNER}&fields=display_name"

    def shared(person: str) -> Reply:
        return office.api.get(f"/v1/persons/{person}/{fields}", service)

    for person in (survivor, gone):
        assert shared(person).body == {"fields": {"display_name": "Dandara"}}
    listed = office.api.get(f"/v1/persons/{survivor}/consents", office.staff).body["grants"]
    assert [one["grant_id"] for one in listed] == [grant]
    withdrawal = office.api.post(f"/v1/persons/{survivor}/consents/{grant}/withdrawal", {}, office.staff)
    assert withdrawal.status == 201, withdrawal.body
    assert [shared(person).status for person in (survivor, gone)] == [410, 410]
    undo(office, pair, keeper)
    assert shared(gone).status == 410


def test_what_was_noted_wrongly_is_taken_back_from_the_survivors_page(office: Office, keeper: str) -> None:
    survivor, gone = office.person(), office.person()
    number = record(office, gone, system="rji", value="170000002-18").id
    point = {"kind": "phone", "value": "+55 92 90000-0002", "safe_to_contact": True}
    contact = office.api.post(f"/v1/persons/{gone}/contact-points", point, office.staff).id
    merged(office, survivor, gone, keeper)
    for path in (f"identifiers/{number}", f"contact-points/{contact}"):
        removed = office.api.post(f"/v1/persons/{survivor}/{path}/removal", {}, office.staff)
        assert removed.status == 201, removed.body
    shown = page(office, survivor)
    assert (shown["/identifiers"]["items"], shown["/contact-points"]["contact_points"]) == ([], [])


def test_an_erasure_waits_for_the_merge_and_a_merge_for_the_erasure(office: Office, keeper: str) -> None:
    survivor, gone = office.person(), office.person()
    pair = merged(office, survivor, gone, keeper)
    for person in (survivor, gone):
        body = {"person_id": person, "requested_by": "self"}
        refused = office.api.post("/v1/erasure-requests", body, office.staff)
        assert (refused.status, refused.slug) == (409, "intake-merge-stands")
    undo(office, pair, keeper)
    assert (
        office.api.post("/v1/erasure-requests", {"person_id": gone, "requested_by": "self"}, office.staff).status == 201
    )
    again = flag(office, survivor, gone)
    refused = office.api.post(f"{PAIRS}/{pair}/merge", {"survivor_id": survivor}, keeper, match=again.version)
    assert (refused.status, refused.slug) == (409, "intake-merge-while-erasing")


def test_pairs_wait_in_the_territory_of_both_and_nobody_else_hears_of_them(
    office: Office, keeper: str, token: Token
) -> None:
    one, other = office.person(), office.person()
    pair = flag(office, one, other)
    listed = office.api.get(PAIRS, office.staff).body["items"]
    assert [(line["pair_id"], line["status"], line["reasons"]) for line in listed] == [
        (pair.id, "flagged", ["said_by_person"])
    ]
    stranger = token("office_coordinator", office=[str(uuid4())], uf=["AM"])
    assert office.api.get(PAIRS, stranger).body["items"] == []
    assert office.api.get(f"{PAIRS}/{pair.id}", stranger).status == 404
    assert flag(office, one, other, stranger).status == 404
    for verb, body in (("merge", {"survivor_id": one}), ("dismissal", {"reason": "relatives"}), ("undoing", {})):
        bearer = token("office_coordinator", scope="persons:merge duplicates:write", office=[str(uuid4())], uf=["AM"])
        assert office.api.post(f"{PAIRS}/{pair.id}/{verb}", body, bearer, match=2).status == 404
    merging = office.api.post(f"{PAIRS}/{pair.id}/merge", {"survivor_id": one}, office.staff, match=2)
    assert merging.status == 403, "a social worker flags and dismisses, and does not merge"
    path = f"{PAIRS}/{pair.id}/dismissal"
    assert office.api.post(path, {"reason": "relatives"}, office.staff, match=2).body["status"] == "dismissed"
    assert office.api.get(PAIRS, office.staff).body["items"] == []
    assert [p["pair_id"] for p in office.api.get(f"{PAIRS}?status=dismissed", keeper).body["items"]] == [pair.id]


def test_the_likeliest_page_by_page(office: Office) -> None:
    persons = [office.person() for _ in range(4)]
    made = {flag(office, persons[0], other).id for other in persons[1:]}
    first = office.api.get(f"{PAIRS}?limit=2", office.staff)
    second = office.api.get(first.headers["Link"].split(">")[0].lstrip("<"), office.staff)
    found = [line["pair_id"] for line in first.body["items"] + second.body["items"]]
    assert (len(found), set(found)) == (3, made)


def test_x06_an_office_of_another_state_learns_nothing_but_how_to_call_the_person(
    office: Office, api: Callable[[str], Api], token: Token
) -> None:
    """Dandara was registered in AC under the civil name; who keeps the registers of both states merges."""
    away = _office_in_acre(api("intake"), token)
    old = away.person(civil_name="Nome Antigo Ferreira")
    new = office.person(civil_name="Nome Antigo Ferreira", social_name="Dandara")
    assert flag(office, new, old).status == 404, "no team knows both"
    keeper = token("register_keeper", uf=["AM", "AC"])
    pair = merged(office, new, old, keeper)
    sides = office.api.get(f"{PAIRS}/{pair}", keeper).body["sides"]
    assert [side["display_name"] for side in sides] == [None, None], "who settles sees codes, not names"
    there = away.api.get(f"/v1/persons/{old}", away.staff).body
    assert (there["display_name"], there["merged_into"], there["joined"]) == ("Dandara", None, [])
    assert names(search(away, "Ferreira")) == ["Dandara"]
    assert search(away, "Ferreira").body["items"][0]["id"] == old
    assert away.api.get(f"/v1/persons/{new}", away.staff).status == 404
    refused = away.api.post("/v1/plans", {"person_id": old}, away.staff)
    assert (refused.slug, "successor" in refused.body) == ("intake-record-merged", False)
    undo(office, pair, keeper)
    assert away.api.get(f"/v1/persons/{old}", away.staff).body["display_name"] == "Nome Antigo Ferreira"
    assert away.api.post("/v1/plans", {"person_id": old}, away.staff).status == 201


def _office_in_acre(intake: Api, token: Token) -> Office:
    coordinator = token("office_coordinator", uf=["AC"])
    body = {"name": "Rio das Pedras", "level": "state", "uf": "AC", "municipality_ibge7": "1299992"}
    made = intake.post("/v1/offices", {**body, "zone": "America/Rio_Branco"}, coordinator)
    assert made.status == 201, made.body
    return Office(intake, made.id, token("social_worker", office=[made.id], uf=["AC"]))
