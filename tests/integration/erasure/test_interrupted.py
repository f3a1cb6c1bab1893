"""Killed at any step, an erasure goes on where it was, counts nothing twice and ends verified."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest

from infra import crashpoints
from infra.erasure.erasure import erasure_id, erasure_of
from scripts.stack.stack import Stack
from tests.integration.erasure.network import Network

POINTS = [point for point in crashpoints.POINTS if point.startswith("erasure.")]


def resume(stack: Stack, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scripts.cli", "erase", "resume", "intake", "--json", "--name", stack.layout.name]
    environment = {**os.environ, "TRAVESSIA_ENV": "test", **variables}
    return subprocess.run(
        command, cwd=stack.layout.root, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("point", POINTS)
def test_it_goes_on_after_a_kill(net: Network, stack: Stack, point: str) -> None:
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
    with net.nodes["intake"].store.begin() as unit:
        events = [type(e.event).TOPIC for e in unit.history(erasure_id("intake", erasure.order.subject))]
    once = [topic for topic in events if not topic.endswith(("key-destroyed", "place-purged"))]
    assert once == [erasure_of("intake").ErasureAuthorised.TOPIC, erasure_of("intake").ErasureVerified.TOPIC]
