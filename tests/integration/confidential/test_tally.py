"""The tally leaves exactly one number behind, in exactly one row, and nothing anywhere else (art. 14 §4)."""

from __future__ import annotations

from uuid import uuid4

import pytest

from infra.database import DatabaseSettings, connect
from tests.integration.confidential.conftest import Zone


def everything(database: DatabaseSettings) -> dict[str, list[str]]:
    """All rows of all tables, as text."""
    with connect(database) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return {
            name: sorted(str(row) for row in connection.execute(f'TABLE "{name}"'.encode()).fetchall())
            for (name,) in tables
        }


def test_counting_changes_one_number_and_says_nothing(zone: Zone, capfd: pytest.CaptureFixture[str]) -> None:
    unit = str(uuid4())
    member, path = zone.member("ana", unit), f"/v1/tallies/{unit}/2025-04"
    database = zone.settings(["notices"], "job").stores["notices"].database("migrate")
    assert zone.notices.put(path, {"n": 1}, member, match=0).status == 200
    before = everything(database)
    capfd.readouterr()
    answer = zone.notices.put(path, {"n": 2}, member, match=1)
    assert (answer.status, answer.headers["ETag"]) == (200, '"2"')
    out, err = capfd.readouterr()
    assert out + err == ""
    after = everything(database)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"reception_tallies"}
    (row,) = set(after["reception_tallies"]) - set(before["reception_tallies"])
    assert row.endswith(", 2)")
    assert not any(named in str(after["reception_tallies"]) for named in (unit, "2025-04", "351-2023"))


def test_a_number_that_is_not_the_current_one_is_refused(zone: Zone) -> None:
    unit = str(uuid4())
    member, path = zone.member("ana", unit), f"/v1/tallies/{unit}/2025-S1"
    assert zone.notices.put(path, {"n": 1}, member, match=0).body == {"version": 1}
    assert zone.notices.put(path, {"n": 1}, member, match=0).status == 412
    assert zone.notices.put(path, {"n": 3}, member, match=2).status == 412
    assert zone.notices.put(path, {"n": 5}, member, match=1).slug == "notices-tally-counts-by-one"
    assert zone.notices.put(path, {"n": 2}, member).status == 428
    assert zone.notices.put(path, {"n": 2, "gender": "FEMALE"}, member, match=1).status == 422
    assert zone.notices.get(path, member).body == {"n": 1}


def test_the_number_is_for_members_of_the_unit(zone: Zone) -> None:
    unit = str(uuid4())
    stranger = zone.member("ana", str(uuid4()))
    for period in ("2025-04", "2025-13"):
        assert zone.notices.put(f"/v1/tallies/{unit}/{period}", {"n": 1}, stranger, match=0).status == 404
        assert zone.notices.get(f"/v1/tallies/{unit}/{period}", stranger).status == 404
    assert zone.notices.get(f"/v1/tallies/{unit}/2025-04", zone.member("ana", unit)).body == {"n": 0}
