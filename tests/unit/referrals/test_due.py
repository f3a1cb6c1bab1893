"""Due instants: four clock hours, or the end of a business day in the partner's zone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from contracts.vocabulary import Urgency
from services.referrals.cases.domain.due import recall_due_at, response_due_at

THURSDAY = datetime(2025, 4, 17, 12, 55, tzinfo=UTC)
NIGHT_IN_ACRE = datetime(2025, 4, 18, 4, 50, tzinfo=UTC)


@pytest.mark.parametrize(
    ("urgency", "start", "zone", "due"),
    [
        (Urgency.SAME_DAY, THURSDAY, "America/Manaus", datetime(2025, 4, 17, 16, 55, tzinfo=UTC)),
        (Urgency.WEEK, THURSDAY, "America/Manaus", datetime(2025, 4, 23, 3, 59, 59, tzinfo=UTC)),
        (Urgency.NORMAL, THURSDAY, "America/Manaus", datetime(2025, 4, 29, 3, 59, 59, tzinfo=UTC)),
        (Urgency.WEEK, NIGHT_IN_ACRE, "America/Rio_Branco", datetime(2025, 4, 23, 4, 59, 59, tzinfo=UTC)),
        (Urgency.WEEK, NIGHT_IN_ACRE, "America/Noronha", datetime(2025, 4, 24, 1, 59, 59, tzinfo=UTC)),
    ],
)
def test_an_answer_is_due_by_urgency(urgency: Urgency, start: datetime, zone: str, due: datetime) -> None:
    assert response_due_at(urgency, start, zone) == due


def test_a_recall_is_confirmed_within_five_business_days() -> None:
    assert recall_due_at(THURSDAY, "America/Bahia") == datetime(2025, 4, 25, 2, 59, 59, tzinfo=UTC)


def test_a_weekend_start_counts_from_monday() -> None:
    saturday = datetime(2025, 4, 19, 15, 0, tzinfo=UTC)
    assert response_due_at(Urgency.WEEK, saturday, "America/Sao_Paulo") == datetime(2025, 4, 24, 2, 59, 59, tzinfo=UTC)
