"""A store publishes its own contracts, each by one function, and reacts only to contracts of its zone."""

from __future__ import annotations

from types import ModuleType
from typing import get_args, get_type_hints

import pytest

from contracts.contract import Contract
from infra.publishing import Publisher, publishes
from scripts.contracts import published
from scripts.services import definition, packages
from tests.unit.kernel.toys import Parcel


def contracts_of(publisher: Publisher) -> list[type[Contract]]:
    """What the mappings of a store answer, by their annotations."""
    hints = [get_type_hints(mapping)["return"] for mapping in publisher.mappings.values()]
    return [c for hint in hints for c in (get_args(hint) or (hint,)) if c is not type(None)]


def foreign(publisher: Publisher) -> list[str]:
    return [c.TYPE for c in contracts_of(publisher) if c.store() != publisher.store]


@pytest.mark.parametrize("store", packages())
def test_a_store_publishes_its_own_contracts_only(store: str) -> None:
    assert foreign(Publisher(store, tuple(definition(store).published))) == []


@pytest.mark.parametrize("store", packages())
def test_every_contract_is_published_by_its_store(store: str) -> None:
    mapped = contracts_of(Publisher(store, tuple(definition(store).published)))
    newest = {c.TYPE: c for c in published() if c.store() == store}
    assert {c.TYPE for c in mapped} == newest.keys()


@pytest.mark.parametrize("store", packages())
def test_a_channel_belongs_to_the_zone_of_its_store(store: str) -> None:
    confidential = definition(store).zone == "confidential"
    assert [c.TYPE for c in published() if c.store() == store and (c.CHANNEL == "confidential") != confidential] == []


def test_a_mapping_to_a_foreign_contract_is_found() -> None:
    theirs = published()[0]

    def planted(event: object, metadata: object) -> object:
        raise NotImplementedError

    planted.__annotations__ = {"return": theirs}
    module = ModuleType("published")
    vars(module).update(planted=publishes(Parcel.Sent)(planted))  # type: ignore[type-var]
    assert foreign(Publisher("elsewhere", (module,))) == [theirs.TYPE]
