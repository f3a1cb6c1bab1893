"""What the old office adds after a move: it is refused with a clear code, and the case stays where it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast
from uuid import UUID, uuid4

import pytest

from contracts.vocabulary.network import UF
from contracts.vocabulary.offices import OfflineEntryKind, QuarantineReason, ReceptionChannel, ReceptionOutcome
from infra.kernel import NotFound
from services.intake.people.applications.duplicates import DuplicatesApplication
from services.intake.people.applications.offline import OfflineApplication
from services.intake.people.applications.offline_entries import About, Entries, Recording
from services.intake.people.applications.receiving import ReceivingApplication
from services.intake.people.domain.duplicate_codes import Observation
from services.intake.people.domain.duplicate_pair import DuplicatePair
from services.intake.people.domain.offline_batch import OfflineBatch, Sent
from services.intake.people.domain.offline_refusals import CaseLedElsewhere
from services.intake.people.views.person_index import PersonIndex
from services.intake.people.views.records_of_subject import RecordsOfPerson
from tests.unit.intake.custody.conftest import Town
from tests.unit.intake.follow_up.house import NOON, OPENING

SAID = {"danger_to_life": False, "age": None, "disability": False, "pregnant_or_with_small_children": False}
ARRIVAL = {**SAID, "threatened": False, "channel": ReceptionChannel.IN_PERSON}


@dataclass
class Device:
    """Of an office, with an open batch."""

    town: Town
    office: UUID

    def __post_init__(self) -> None:
        self.entries = Entries(self.town.store, cast("PersonIndex", None), cast("RecordsOfPerson", None))

    def record(self, kind: OfflineEntryKind, about: UUID, **content: Any) -> UUID:
        recording = Recording(self.office, "lia", OPENING, About(about), content)
        with self.town.store.unit_of_work() as unit:
            return self.entries.record(unit, kind, recording)

    def doubts(self, about: UUID) -> bool:
        recording = Recording(self.office, "lia", OPENING, About(about), {})
        with self.town.store.unit_of_work() as unit:
            return self.entries.is_doubtful(unit, OfflineEntryKind.ARRIVAL, recording)


def test_an_arrival_that_comes_late_is_refused_and_moves_nothing(town: Town) -> None:
    device = Device(town, town.office)
    town.moves(town.person, town.bahia)
    version = town.people.person(town.person).version
    with pytest.raises(CaseLedElsewhere):
        device.record(OfflineEntryKind.ARRIVAL, town.person, **ARRIVAL)
    person = town.people.person(town.person)
    assert (person.office_id, person.version) == (town.bahia, version)


def test_it_waits_in_quarantine_with_its_code(town: Town) -> None:
    town.moves(town.person, town.bahia)
    app = OfflineApplication(town.store)
    batch = OfflineBatch(office_id=town.office, device_id=uuid4(), opened_by="lia", first_seq=1, clock_offset_seconds=0)
    sent = Sent(1, "digest", OfflineEntryKind.ARRIVAL, NOON - timedelta(hours=2), NOON - timedelta(hours=2))
    recording = Recording(town.office, "lia", OPENING, About(town.person), ARRIVAL)
    with town.store.unit_of_work() as unit:
        app.decide(unit, batch, sent, recording, Device(town, town.office).entries)
    entry = batch.entries[1]
    assert (entry.reason, entry.code) == (QuarantineReason.REFUSED, "intake.case-led-elsewhere")


def test_an_office_that_never_led_the_case_learns_nothing(town: Town) -> None:
    town.moves(town.person, town.bahia)
    with pytest.raises(NotFound) as refused:
        Device(town, town.para).record(OfflineEntryKind.ARRIVAL, town.person, **ARRIVAL)
    assert not isinstance(refused.value, CaseLedElsewhere)


def test_nobody_is_told_whether_the_person_came_elsewhere_that_day(town: Town) -> None:
    town.moves(town.person, town.bahia)
    assert not Device(town, town.office).doubts(town.person)


def test_a_reception_that_was_under_way_is_completed_and_moves_nothing(town: Town) -> None:
    reception = ReceivingApplication(town.store).receive_contact(
        town.office, ReceptionChannel.PHONE, "lia", town.person
    )
    town.moves(town.person, town.bahia)
    said = {"outcome": ReceptionOutcome.ORIENTED, "options_explained": True}
    Device(town, town.office).record(OfflineEntryKind.RECEPTION_COMPLETION, reception.id, **said)
    assert town.people.person(town.person).office_id == town.bahia


def test_after_a_return_trip_the_first_office_records_again(town: Town) -> None:
    town.moves(town.person, town.bahia, number=1)
    town.moves(town.person, town.office, number=2)
    assert Device(town, town.office).record(OfflineEntryKind.ARRIVAL, town.person, **ARRIVAL)
    with pytest.raises(CaseLedElsewhere):
        Device(town, town.bahia).record(OfflineEntryKind.ARRIVAL, town.person, **ARRIVAL)


def test_a_pair_of_records_is_decided_where_they_are_by_now(town: Town) -> None:
    app = DuplicatesApplication(town.store)
    other = town.somebody()
    pair = app.flag(app.side(town.person), app.side(other), Observation.SAID_BY_PERSON)
    town.moves(town.person, town.bahia)
    now = {side.person_id: (side.office_id, side.uf) for side in app.sides(pair)}
    assert now == {town.person: (town.bahia, UF.BA), other: (town.office, UF.AM)}
    app.merge(pair.id, pair.version, town.person)
    with town.store.unit_of_work() as unit:
        merged = unit.history(pair.id)[-1].event
    assert isinstance(merged, DuplicatePair.PersonsMerged)
    assert merged.survivor_office_id == town.bahia
    undone = app.undo(pair.id, app.pair(pair.id).version)
    assert undone.survivor_id is None
    with town.store.unit_of_work() as unit:
        parted = unit.history(pair.id)[-1].event
    assert isinstance(parted, DuplicatePair.PersonMergeUndone)
    assert (parted.merged_office_id, parted.merged_uf) == (town.office, UF.AM)
