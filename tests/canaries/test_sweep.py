"""Of 500 seeded personal values, put in through the APIs of all stores, not one stands in clear anywhere."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator

import pytest

from scripts.demo.network import Network
from tests.canaries import surfaces
from tests.canaries.planting import Planted, plant
from tests.canaries.searching import Blob, Search
from tests.canaries.seeds import Canaries, spelt
from tests.canaries.tap import Tap

SEED = 20250417


@pytest.fixture(scope="module")
def canaries() -> Canaries:
    return Canaries(SEED)


@pytest.fixture(scope="module")
def tap(network: Network) -> Iterator[Tap]:
    with Tap(network.stack) as tap:
        yield tap


@pytest.fixture(scope="module")
def planted(network: Network, canaries: Canaries, tap: Tap) -> Planted:
    return plant(network, canaries)


@pytest.mark.timeout(600)
def test_no_surface_holds_a_personal_value(network: Network, canaries: Canaries, planted: Planted, tap: Tap) -> None:
    assert len(canaries.taken) == 500
    search = Search(canaries.all)
    assert search.all(planted.problems) == []
    assert search.all(tap.messages()) == []
    assert search.all(surfaces.everywhere(network.stack)) == []
    assert min(search.looked_at.values()) > 0
    assert search.looked_at.keys() == {
        "problem bodies", "messages", "tables", "dumps", "logs", "broker", "database files", "metrics", "queue names",
    }  # fmt: skip


@pytest.mark.parametrize("database", ["intake", "notices", "commissions"])
def test_what_was_put_in_is_there_as_ciphertext(network: Network, planted: Planted, database: str) -> None:
    with network.stack.postgres.connect(database) as connection:
        ((sealed,),) = connection.execute("SELECT count(*) FROM sealed_values WHERE ciphertext IS NOT NULL").fetchall()
    put_in = {"intake": 3 * len(planted.persons), "notices": 7 * len(planted.notices), "commissions": 15}
    assert sealed >= put_in[database]


def test_the_search_finds_one_in_a_table_and_a_dump(network: Network) -> None:
    """With bait of its own: what is dropped again stays in the write-ahead log, where the sweep looks too."""
    bait = Canaries(SEED - 1).all
    search = Search(bait)
    with network.stack.postgres.connect("intake") as connection:
        connection.execute("CREATE TABLE planted (value jsonb, bytes bytea)")
        try:
            value = json.dumps({"name": bait[0].text}, ensure_ascii=True)
            connection.execute("INSERT INTO planted VALUES (%s, %s)", (value, bait[-1].text.encode()))
            found = {(finding.surface, finding.place, finding.number) for finding in search.all(_both(network))}
        finally:
            connection.execute("DROP TABLE planted")
    assert found == {
        ("tables", "intake.planted.value", 0), ("tables", "intake.planted.bytes", 499), ("dumps", "intake", 0),
        ("dumps", "intake", 499),
    }  # fmt: skip


def _both(network: Network) -> Iterator[Blob]:
    yield from surfaces.tables(network.stack)
    yield from surfaces.dumps(network.stack)


def test_every_spelling_of_every_canary_is_found_amid_anything(canaries: Canaries) -> None:
    search = Search(canaries.all)
    for canary in canaries.all:
        for spelling in canary.spellings:
            (found,) = {*search.one(Blob("planted", "here", b"\0abc" + spelling + b"xyz"))}
            assert found.kind is canary.kind  # base64 cuts last bits off, which two numbers may share


def test_a_value_inside_base64_is_found_wherever_it_begins(canaries: Canaries) -> None:
    for canary in canaries.all:
        for ahead in range(3):
            encoded = base64.b64encode(b"#" * ahead + canary.text.encode() + b" and more")
            assert {f.number for f in Search([canary]).one(Blob("planted", "here", encoded))} == {canary.number}


def test_a_number_among_random_digits_stands_there_by_chance_and_beside_them_it_does_not(canaries: Canaries) -> None:
    telephone = canaries.all[-1]
    search, bare = Search([telephone]), telephone.core.replace("-", "")
    by_chance = [
        f"0d2{telephone.core}-8f5e-91ab-0d2f1c3b5a79",
        f"7c19a0b2-15de-4c2f-9a3e-{bare}aab",
        "e3" * 20 + bare + "a9" * 20,
    ]
    beside = [
        f"{'0d2f' * 8} {telephone.core}",
        f"7c19a0b2-15de-4c2f-9a3e-aab3d1c2b4f5-{bare}",
        f"+5592{bare}",
        "1" * 40 + bare,
    ]
    assert [[*search.one(Blob("planted", "here", text.encode()))] for text in by_chance] == [[], [], []]
    assert [len([*search.one(Blob("planted", "here", text.encode()))]) for text in beside] == [1, 1, 1, 1]


def test_the_same_seed_gives_the_same_values() -> None:
    assert Canaries(1).all == Canaries(1).all
    cores = [{canary.core for canary in Canaries(seed).all} for seed in (1, 2, 3)]
    assert len(set.union(*cores)) == 3 * 500


def test_all_values_differ(canaries: Canaries) -> None:
    assert len({canary.core for canary in canaries.all}) == 500
    assert all(next(spelt(canary.core)) == canary.core.encode() for canary in canaries.all)
