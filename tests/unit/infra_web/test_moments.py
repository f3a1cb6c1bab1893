"""Instants in requests: the ends of the calendar have no local day in every zone, and so are not let in."""

from __future__ import annotations

import marshmallow as ma
import pytest

from infra.web.schemas import Moment
from services.analytics.replays.schemas import SessionBody
from services.commissions.coordination.schemas import HoldingBody, MeetingBody
from services.intake.notices.schemas import AskedBody, NoticeBody
from services.intake.people.schemas.consents import ConsentBody

FIELDS = (
    MeetingBody().fields["planned_for"],
    HoldingBody().fields["held_at"],
    ConsentBody().fields["valid_until"],
    AskedBody().fields["granted_at"],
    NoticeBody().fields["options_explained_at"],
    SessionBody().fields["as_known_at"],
    SessionBody().fields["as_true_at"],
)


@pytest.mark.parametrize("value", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "2200-01-01T00:00:00Z"])
@pytest.mark.parametrize("field", FIELDS)
def test_an_instant_at_the_end_of_the_calendar_is_refused(field: ma.fields.Field, value: str) -> None:
    with pytest.raises(ma.ValidationError, match="out-of-range"):
        field.deserialize(value)


def test_an_instant_of_our_time_is_let_in() -> None:
    assert Moment().deserialize("2025-04-17T13:00:00-04:00").isoformat() == "2025-04-17T13:00:00-04:00"
