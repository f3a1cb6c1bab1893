"""What work tells the network: no text that could be about somebody, no race and no gender, and no reason of an end."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, get_type_hints

import pytest

from contracts import work
from contracts.contract import Contract

CONTRACTS = [c for c in vars(work).values() if isinstance(c, type) and issubclass(c, Contract) and c is not Contract]
# Codes, months and decimal numbers: the only members that are texts.
TEXTS = {"occupation_code", "month", "municipality_ibge7", "required_percent", "required_slots_exact"}
NEVER = {"race_colour", "gender", "regime", "exit_reason", "shared_fields", "grant_id", "title", "justification"}


def texts(contract: Any) -> set[str]:
    return {name for name, hint in get_type_hints(contract).items() if hint in (str, str | None)}


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: str(contract.TYPE))
def test_it_is_told_in_ids_codes_days_and_numbers(contract: Any) -> None:
    names = {field.name for field in fields(contract)}
    assert texts(contract) & names <= TEXTS
    assert not names & NEVER


def test_every_kind_of_thing_that_figures_need_is_told() -> None:
    told = {contract.TYPE.removeprefix("referrals.") for contract in CONTRACTS}
    assert {
        "placement.started", "placement.retained", "placement.ended", "enrolment.completed", "micro-credit.requested",
        "micro-credit.granted", "quota-contract.registered", "quota-contract.shortfall-detected", "vacancy.published",
    } <= told  # fmt: skip
    assert "reason" not in {field.name for field in fields(work.PlacementEnded)}
