"""An erasure from the request to the last check, on the real databases of the four open stores."""

from __future__ import annotations

import pytest

from infra.eventstore.ledger import leaf_hash
from infra.eventstore.postgres import PostgresTransaction
from tests.integration.erasure.network import Network

VALUES = {"civil_name": "Canária Zulmira", "birth_date": "1961-02-03", "accessibility_needs": "intérprete"}


@pytest.fixture(scope="module")
def erased(net: Network) -> tuple[str, str]:
    """Somebody who was received, declared, and is erased; and the request."""
    made = net.person(**VALUES)
    path = f"/v1/persons/{made.id}"
    declared = net.intake.post(f"{path}/race-colour", {"race_colour": "BROWN"}, net.worker, match=1)
    assert declared.status == 200, declared.body
    net.received(made.id, adaptations=["libras"])
    net.intake.post("/v1/receptions", {"office_id": net.office}, net.worker)
    net.carry()
    return made.id, net.erased(made.id)


def test_the_request_is_completed_and_lists_what_went(net: Network, erased: tuple[str, str]) -> None:
    person, request = erased
    found = net.intake.get(f"/v1/erasure-requests/{request}", net.officer()).body
    assert (found["status"], found["approvals"], found["basis"]) == ("completed", 2, "consent_withdrawn")
    by_store = {line["store"]: line for line in found["erased"]}
    assert by_store.keys() == {"intake", "referrals", "coordination", "analytics"}
    assert (by_store["intake"]["keys"], by_store["analytics"]["keys"]) == (2, 1)
    places = net.nodes["intake"].erasure(person).purged
    assert places["sealed-values"] == 5
    assert places["published"] == 1
    assert places["read-model:display_names"] == 1
    assert places["idempotent-answers"] > 0
    assert net.nodes["analytics"].erasure(person).purged["read-model:demographics"] == 1


def test_every_leaf_still_is_what_was_hashed(net: Network, erased: tuple[str, str]) -> None:
    for node in net.nodes.values():
        with node.store.begin() as unit:
            assert isinstance(unit.transaction, PostgresTransaction)
            records = unit.transaction.log(0, 100_000)
        leaves = dict(node.rows("SELECT position, leaf FROM ledger_leaves"))
        assert [r.position for r in records if bytes(leaves[r.position]) != leaf_hash(r)] == []


def test_what_comes_later_is_refused_with_the_fix(net: Network, erased: tuple[str, str]) -> None:
    person, _ = erased
    attempts = [
        net.intake.get(f"/v1/persons/{person}", net.worker),
        net.intake.post(f"/v1/persons/{person}/social-name", {"social_name": "X"}, net.worker, match=2),
        net.intake.post(f"/v1/persons/{person}/consents", {"scope": "CONTACT", "channel": "phone"}, net.worker),
        net.intake.post("/v1/receptions", {"office_id": net.office, "person_id": person}, net.worker),
        net.intake.post("/v1/erasure-requests", {"person_id": person}, net.worker),
    ]
    assert [(reply.status, reply.slug) for reply in attempts] == [(410, "subject-erased")] * len(attempts)
    assert "registered anew" in attempts[0].body["detail"]


def test_the_check_finds_what_was_left(net: Network, erased: tuple[str, str]) -> None:
    person, _ = erased
    node = net.nodes["intake"]
    assert node.erasing.check(node.erasure(person).id) == {}
    node.rows("CREATE TABLE export_of_today (line text)")
    try:
        node.rows("GRANT SELECT ON export_of_today TO intake")
        node.rows("INSERT INTO export_of_today VALUES (%s)", f"{person};released")
        assert node.erasing.check(node.erasure(person).id) == {"export_of_today": 1}
    finally:
        node.rows("DROP TABLE export_of_today")
