"""Releases: versions with a note, opened again by what comes in late, each entry once (PL37)."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from contracts.offline import OfflineEntryAccepted
from contracts.vocabulary.offices import OfflineEntryKind
from infra.eventstore.store import EventStore
from services.analytics.releases.application import PeriodNotOver, ReleasesApplication
from services.analytics.releases.domain.release import Release, ReleaseNotReopened, RevisionNote, VersionNotFound
from services.analytics.releases.reactions import on_offline_entry_accepted
from tests.unit.analytics.test_facts import envelope

# 22:30 on 30 April in Acre; in UTC it is May already.
LATE_EVENING = datetime(2025, 5, 1, 3, 30, tzinfo=UTC)
BATCH = UUID(int=7)


@pytest.fixture
def app() -> ReleasesApplication:
    return ReleasesApplication(EventStore.in_memory("analytics"))


def published(app: ReleasesApplication, period: str = "2025-04", indicator: str = "E06") -> Release:
    with app.unit_of_work() as unit:
        release = Release(indicator_id=indicator, period=period)
        release.publish(uuid4(), (("AC", "TOTAL", "TOTAL"),))
        unit.save(release)
    return release


def accepted(
    app: ReleasesApplication, seq: int = 1, kind: OfflineEntryKind = OfflineEntryKind.RECEPTION_COMPLETION
) -> None:
    message = OfflineEntryAccepted(batch_id=BATCH, office_id=uuid4(), seq=seq, kind=kind, record_id=uuid4())
    on_offline_entry_accepted(app, message, envelope(OfflineEntryAccepted, occurred_at=LATE_EVENING, uf="AC"))


def test_a_late_entry_opens_the_month_and_the_year_of_its_own_place(app: ReleasesApplication) -> None:
    month, year, next_month = (published(app, period) for period in ("2025-04", "2025", "2025-05"))
    accepted(app)
    assert [app.release(one.id).reopened for one in (month, year, next_month)] == [True, True, False]


def test_an_entry_that_is_told_twice_counts_once(app: ReleasesApplication) -> None:
    release = published(app)
    for seq in (1, 1, 2):
        accepted(app, seq)
    assert len(app.release(release.id).late) == 2


@pytest.mark.parametrize(
    "kind", [kind for kind in OfflineEntryKind if kind is not OfflineEntryKind.RECEPTION_COMPLETION]
)
def test_what_is_not_counted_by_its_day_opens_nothing(app: ReleasesApplication, kind: OfflineEntryKind) -> None:
    release = published(app)
    accepted(app, kind=kind)
    assert not app.release(release.id).reopened


def test_what_counts_something_else_stays_closed(app: ReleasesApplication) -> None:
    other = published(app, indicator="E18")
    accepted(app)
    assert not app.release(other.id).reopened


def test_before_anything_is_published_nothing_is_opened_again(app: ReleasesApplication) -> None:
    accepted(app)
    assert app.of_period("2025-04") == []


def test_a_second_version_says_why_and_how_much() -> None:
    release = Release(indicator_id="E06", period="2025-04")
    release.publish(uuid4(), ())
    for _ in range(3):
        release.reopen(uuid4())
    release.publish(uuid4(), (("AC", "TOTAL", "TOTAL"),))
    first, second = release.versions
    assert (first.note, first.late_entries) == (None, 0)
    assert (second.note, second.late_entries) == (RevisionNote.LATE_ENTRIES, 3)
    assert (release.reopened, release.latest.number) == (False, 2)
    assert release.version_number(1).hidden == frozenset()


def test_what_changed_no_number_makes_no_version() -> None:
    release = Release(indicator_id="E06", period="2025-04")
    release.publish(uuid4(), ())
    release.reopen(uuid4())
    release.leave_as_it_was(uuid4())
    assert (release.reopened, len(release.versions)) == (False, 1)
    with pytest.raises(ReleaseNotReopened):
        release.leave_as_it_was(uuid4())


def test_what_is_refused(app: ReleasesApplication) -> None:
    release = published(app)
    with pytest.raises(ReleaseNotReopened):
        app.revise(release.id, release.version)
    with pytest.raises(VersionNotFound):
        release.version_number(2)
    with pytest.raises(VersionNotFound):
        release.version_number(0)
    with pytest.raises(PeriodNotOver):
        app.publish("E06", "2099-12")
