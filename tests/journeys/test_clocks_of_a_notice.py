"""X09: what begins late on a Thursday in Acre is Friday in UTC, and Friday is a holiday there."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

import pytest

from scripts.demo.chapters.notice import notice
from scripts.demo.network import Network

ACRE = {"uf": "AC", "zone": "America/Rio_Branco"}


@pytest.mark.parametrize(
    ("recorded", "look", "deliberation"),
    [
        ("2025-01-24T04:50:00Z", "2025-01-25T04:50:00+00:00", "2025-02-24"),  # Thursday; day 30 is a Saturday
        ("2025-01-22T04:50:00Z", "2025-01-23T04:50:00+00:00", "2025-02-20"),  # Tuesday there, Wednesday in UTC
    ],
)
def test_hours_are_not_stretched_and_days_count_from_the_local_day(
    network: Network, recorded: str, look: str, deliberation: str
) -> None:
    receiver = network.user("Iara", "notice_receiver", uf=["AC"])
    made = receiver.post("/notices/v1/notices", told_before(recorded), at=recorded).body
    assert datetime.fromisoformat(made["urgent_look_due_at"]) == datetime.fromisoformat(look)
    assert made["deliberation_due_on"] == deliberation


def told_before(recorded: str) -> dict[str, Any]:
    body = deepcopy(notice())
    body["place"] |= ACRE
    at = datetime.fromisoformat(recorded)
    body["options_explained_at"] = (at - timedelta(minutes=30)).isoformat()
    body["scopes"] = [{**scope, "granted_at": (at - timedelta(minutes=20)).isoformat()} for scope in body["scopes"]]
    return body
