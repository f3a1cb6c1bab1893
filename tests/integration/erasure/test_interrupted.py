"""Killed at any step, an erasure goes on where it was, counts nothing twice and ends verified."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any
from uuid import UUID

import pytest

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import Urgency
from infra import crashpoints
from infra.erasure.erasure import erasure_id, erasure_of
from scripts.stack.stack import Stack
from services.referrals.cases.application import CasesApplication
from tests.integration.erasure.network import Network

POINTS = [point for point in crashpoints.POINTS if point.startswith("erasure.")]


STORES = ("intake", "referrals", "analytics")
# Referrals seals nothing about anybody, so it has no key to destroy.
EVERY = [(s, p) for s in STORES for p in POINTS if s != "referrals" or not p.startswith("erasure.key-")]
# Each point once, in one store after the other; `make kills` takes every point in every store.
HOLDING = {point: [s for s, p in EVERY if p == point] for point in POINTS}
SOME = [(stores[number % len(stores)], point) for number, (point, stores) in enumerate(HOLDING.items())]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    places = EVERY if metafunc.config.getoption("every_kill") else SOME
    if "point" in metafunc.fixturenames:
        if "store" in metafunc.fixturenames:
            metafunc.parametrize(("store", "point"), [one for one in places if one[0] != "intake"])
        else:
            metafunc.parametrize("point", [point for store, point in places if store == "intake"])


def resume(stack: Stack, store: str = "intake", **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scripts.cli", "erase", "resume", store, "--json", "--name", stack.layout.name]
    environment = {**os.environ, "TRAVESSIA_ENV": "test", **variables}
    return subprocess.run(
        command, cwd=stack.layout.root, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def finish_others(net: Network, store: str, mine: UUID | None = None) -> None:
    """Somebody whom an earlier test left to be erased is none of these: a kill shall meet the one that is looked at."""
    erasing = net.nodes[store].erasing
    for left in erasing.pending():
        if left != mine:
            erasing.perform(left)


def test_it_goes_on_after_a_kill(net: Network, stack: Stack, point: str) -> None:
    finish_others(net, "intake")
    person = net.person(civil_name="Canária Interrompida").id
    net.received(person, adaptations=["libras"])
    net.authorised(person)
    killed = resume(stack, TRAVESSIA_CRASHPOINT=f"{point}@intake")
    assert f"crashpoint reached: {point}@intake" in killed.stderr, killed.stderr
    done = resume(stack)
    assert done.returncode == 0, done.stderr
    erasure: Any = net.nodes["intake"].erasure(person)
    assert erasure.verified
    assert sorted(erasure.destroyed) == sorted(erasure.order.key_ids)
    assert erasure.purged["sealed-values"] == 2
    assert erasure.purged["read-model:display_names"] == 1
    assert net.nodes["intake"].erasing.check(erasure.id) == {}
    assert_each_step_once(net, "intake", erasure)


def test_a_store_that_follows_goes_on_after_a_kill(net: Network, stack: Stack, store: str, point: str) -> None:
    person, node = referred(net), net.nodes[store]
    net.authorised(person)
    net.carry()
    mine = erasure_id(store, UUID(person))
    finish_others(net, store, mine)
    assert node.erasing.pending() == [mine]
    killed = resume(stack, store, TRAVESSIA_CRASHPOINT=f"{point}@{store}")
    assert f"crashpoint reached: {point}@{store}" in killed.stderr, killed.stderr
    node.perform(person)
    erasure: Any = node.erasure(person)
    assert erasure.verified
    assert sorted(erasure.destroyed) == sorted(erasure.order.key_ids)
    assert len(erasure.order.key_ids) == (1 if store == "analytics" else 0)
    assert erasure.purged["sealed-values"] == (1 if store == "analytics" else 0)
    assert node.erasing.check(erasure.id) == {}
    assert_each_step_once(net, store, erasure)


def referred(net: Network) -> str:
    """Somebody with a record in referrals, and declared codes in analytics."""
    person = net.person(civil_name="Canária Seguida").id
    net.intake.post(f"/v1/persons/{person}/race-colour", {"race_colour": "BROWN"}, net.worker, match=1)
    net.received(person)
    net.carry()
    cases = net.nodes["referrals"].app(CasesApplication)
    referral = cases.draft_referral(person_id=UUID(person), office_id=UUID(net.office),
                                    need_domain=NeedDomain.HOUSING, urgency=Urgency.NORMAL)  # fmt: skip
    cases.discard_referral(referral.id, referral.version)
    net.carry()
    return person


def assert_each_step_once(net: Network, store: str, erasure: Any) -> None:
    """Authorised and verified once, each key destroyed once, each place purged once."""
    with net.nodes[store].store.begin() as unit:
        events = [e.event for e in unit.history(erasure_id(store, erasure.order.subject))]
    kind = erasure_of(store)
    purged = [event.place for event in events if isinstance(event, kind.PlacePurged)]
    destroyed = [event.key_id for event in events if isinstance(event, kind.KeyDestroyed)]
    assert (len(purged), len(destroyed)) == (len(set(purged)), len(set(destroyed)))
    others = [type(event) for event in events if not isinstance(event, kind.PlacePurged | kind.KeyDestroyed)]
    assert others == [kind.ErasureAuthorised, kind.ErasureVerified]
