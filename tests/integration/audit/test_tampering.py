"""Every class of tampering is found, with what it was and where; `make tamper` shows the table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.audit.conftest import Scene
from tests.integration.audit.tampering import TAMPERINGS, Tampering, hide_erasure

Table = list[tuple[str, str, str]]


@pytest.fixture(scope="module")
def table(pytestconfig: pytest.Config) -> Iterator[Table]:
    """What found what; printed with `--tampering`."""
    rows: Table = []
    yield rows
    capture = pytestconfig.pluginmanager.getplugin("capturemanager")
    if pytestconfig.getoption("--tampering") and capture:
        with capture.global_and_fixture_disabled():
            for name, verifier, monitor in rows:
                print(f"\n{name}\n  verify.py: {verifier}\n  monitor:   {monitor}", end="")


def test_there_are_fourteen_classes() -> None:
    assert len({tampering.name for tampering in TAMPERINGS}) == 14


def test_nobody_tampered(scene: Scene) -> None:
    assert scene.audit(complete=True)[0] == 0
    assert scene.monitor() == []


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda each: each.name.replace(" ", "-"))
def test_it_is_found(scene: Scene, tampering: Tampering, table: Table) -> None:
    with scene.house.superuser() as connection:
        given = tampering.do(scene, connection)
    streams = (scene.case, scene.neighbour) if tampering.covered else ()
    code, said = scene.verify(given) if isinstance(given, Path) else scene.audit(*streams)
    found = scene.monitor()
    table.append((tampering.name, said, found[0] if found else "-"))
    assert code == 3
    assert re.search(tampering.verifier, said), said
    if tampering.monitor:
        assert any(re.match(tampering.monitor, each) for each in found), found
    else:
        assert found == []


def test_an_event_withheld_from_an_export_is_found_with_all_leaves(scene: Scene) -> None:
    """Somebody hides the last event of the case, but signs the bundle: the leaves tell."""
    with scene.house.superuser() as connection:
        connection.execute(
            "UPDATE stored_events SET originator_id = gen_random_uuid()"
            " WHERE originator_id = %s AND originator_version = 6",
            (scene.case,),
        )
    assert scene.audit()[0] == 0
    code, said = scene.verify(scene.export(complete=True, name="complete"))
    assert code == 3
    assert "give another root" in said


def test_an_erasure_without_its_authorisation_is_found(scene: Scene) -> None:
    """The whole stream of a lawful erasure is taken out: what is gone was then nobody's order."""
    with scene.house.superuser() as connection:
        connection.execute("DELETE FROM stored_events WHERE originator_id = %s", (scene.erasure,))
    code, said = scene.audit(scene.erased)
    assert code == 3
    assert "field note is gone, and the log holds no destruction of key" in said
    found = scene.monitor()
    assert any(each.startswith("deleted") for each in found)
    assert any(re.match("sealed-missing: .* field note: .* no erasure says so", each) for each in found)


def test_an_erasure_by_one_person_alone_is_not_lawful(scene: Scene) -> None:
    with scene.house.superuser() as connection:
        hide_erasure(scene, connection)
    scene.pretend(scene.key_of(scene.case), "ana", "ana")
    scene.follow()
    code, said = scene.audit()
    assert code == 3
    assert "no two people had authorised the destruction" in said
    assert any("without an authorisation before it" in each for each in scene.monitor())


def test_an_erasure_authorised_afterwards_is_not_lawful(scene: Scene) -> None:
    with scene.house.superuser() as connection:
        hide_erasure(scene, connection)
    key_id = scene.key_of(scene.case)
    scene.pretend(key_id, "ana")
    scene.pretend(key_id, "ana", "rui")
    scene.follow()
    assert "no two people had authorised the destruction" in scene.audit()[1]
    assert any("without an authorisation before it" in each for each in scene.monitor())
