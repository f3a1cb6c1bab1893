"""The machine flags who may be registered twice, by tokens, and people decide: asked once for the same reasons."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, islice
from uuid import uuid4

import pytest

from infra.application import repeated
from infra.metadata import Metadata, acting
from infra.web.host import EXTENSION, Host
from scripts.stack.stack import Stack
from services.intake.people.applications.matching import MatchingApplication, find_duplicates
from services.intake.people.views.persons_to_match import PersonsToMatch
from tests.conftest import Token
from tests.http import Api
from tests.integration.intake.test_merging import PAIRS, _office_in_acre, keeper, merged, undo
from tests.integration.intake.test_reception_day import Office
from tests.integration.intake.test_reception_day import office as office

__all__ = ["keeper"]


@pytest.fixture
def match(office: Office) -> Callable[[], None]:
    """One turn of the worker; whom earlier tests left to compare, it has compared before."""
    host: Host = office.api.client.application.extensions[EXTENSION]
    app: MatchingApplication = host.application(MatchingApplication)

    worker = Metadata(actor="urn:travessia:intake", role="worker")

    def turn() -> None:
        with acting(worker):
            find_duplicates(app)

    with acting(worker):
        while repeated(app.store, app.compare_some):
            continue
    return turn


@pytest.fixture
def name() -> str:
    """Three words that nobody else has."""
    letters = [(first, second) for first in "bdflmnprtv" for second in "aeio"]
    drawn = (letters[byte % len(letters)] for byte in uuid4().bytes)
    return " ".join("".join(map("".join, islice(drawn, 5))) for _ in range(3))


def flagged(office: Office, status: str = "flagged") -> list[tuple[set[str], int | None, list[str]]]:
    items = office.api.get(f"{PAIRS}?status={status}", office.staff).body["items"]
    return [({i["first_id"], i["second_id"]}, i["score"], i["reasons"]) for i in items]


def test_who_is_registered_twice_is_flagged_once_and_again_for_a_new_reason(
    office: Office, match: Callable[[], None], name: str
) -> None:
    one, other = office.person(civil_name=name), office.person(civil_name=name.upper(), social_name="Dandara")
    office.person(civil_name="Somebody Else Entirely")
    match()
    match()
    assert flagged(office) == [({one, other}, 60, ["full_name_sounds_alike"])]
    pair = office.api.get(PAIRS, office.staff).body["items"][0]["pair_id"]
    body = {"reason": "homonyms"}
    assert office.api.post(f"{PAIRS}/{pair}/dismissal", body, office.staff, match=2).status == 200
    office.api.post(f"/v1/persons/{one}/social-name", {"social_name": "Rosa"}, office.staff, match=1)
    match()
    assert flagged(office) == []
    born = {"birth_date": "1991-03-02"}
    for person, version in ((one, 2), (other, 2)):
        path = f"/v1/persons/{person}/corrections"
        assert office.api.post(path, born, office.staff, match=version).status == 200
    match()
    assert flagged(office) == [({one, other}, 95, ["full_name_sounds_alike", "same_birth_date"])]


def test_a_number_in_common_is_enough_and_a_merged_record_is_not_asked_about(
    office: Office, match: Callable[[], None], keeper: str
) -> None:
    people = [office.person() for _ in range(3)]
    number = f"170{uuid4().int % 10**8:08d}"
    for person in people:
        recorded = office.api.post(
            f"/v1/persons/{person}/identifiers", {"system": "rji", "value": number}, office.staff
        )
        assert recorded.status == 201, recorded.body
    pair = merged(office, people[0], people[1], keeper)
    match()
    assert [persons for persons, _, _ in flagged(office)] == [{people[0], people[2]}]
    undo(office, pair, keeper)
    match()
    pairs = {frozenset(persons) for persons, _, _ in flagged(office)}
    assert pairs == {frozenset(two) for two in combinations(people, 2)}, "the number was no reason of the undone merge"


def test_x06_records_in_two_states_are_flagged_to_who_keeps_both_registers(
    office: Office, match: Callable[[], None], name: str, api: Callable[[str], Api], token: Token
) -> None:
    away = _office_in_acre(api("intake"), token)
    old, new = away.person(civil_name=name), office.person(civil_name=name, social_name="Dandara")
    match()
    assert (flagged(office), flagged(away)) == ([], []), "no team is told that another office has the person"
    keeper = token("register_keeper", uf=["AM", "AC"])
    found = office.api.all(f"{PAIRS}?limit=200", keeper)
    assert {old, new} in [{pair["first_id"], pair["second_id"]} for pair in found]


def test_who_was_compared_waits_no_more(office: Office, match: Callable[[], None], name: str, stack: Stack) -> None:
    person = office.person(civil_name=name)
    host: Host = office.api.client.application.extensions[EXTENSION]
    waiting = next(view for view in host.store.views.all if isinstance(view, PersonsToMatch))
    with stack.postgres.connect("intake") as connection:
        asked = f"SELECT changes FROM {waiting.table} WHERE person_id = %s".encode()
        assert connection.execute(asked, (person,)).fetchall() == [(1,)]
        match()
        assert connection.execute(asked, (person,)).fetchall() == []
