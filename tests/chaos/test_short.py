"""The campaign's short form: one run of each main fault with a fixed seed, about a minute and a half."""

from __future__ import annotations

import shutil

import pytest

from scripts.stack.layout import Layout
from tests.chaos.campaign import Campaign
from tests.chaos.network import running

NAME = "chaos-short"
SEED = 20250417
MAIN = (
    "kill edge-confidential", "queue full", "crash command.after-commit@intake",
    "crash relay.before-cursor@referrals", "crash apply.before-ack@analytics", "postgres stopped", "broker wiped",
    "answers lost", "repeated and shuffled", "undecodable", "from the future",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_nothing_is_lost_doubled_or_out_of_order() -> None:
    shutil.rmtree(Layout(NAME).run, ignore_errors=True)
    with running(NAME, durable=False) as stack:  # nobody cuts the power here
        campaign = Campaign(stack, SEED, short=True, clients=3)
        campaign.run(MAIN, lambda: True, lambda _: None)
    assert {done.fault: done.violations[:5] for done in campaign.rounds if done.violations} == {}
    assert campaign.commands > 200
