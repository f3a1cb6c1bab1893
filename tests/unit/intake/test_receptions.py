"""Receptions: called once, heard, ended once; and no free text about anybody stands in what is not sealed."""

from __future__ import annotations

from datetime import date

import marshmallow as ma
import pytest

from contracts.vocabulary.care import UrgentNeed
from contracts.vocabulary.offices import EntryDoor, PriorityClass, ReceptionChannel, ReceptionOutcome
from contracts.vocabulary.rights import ConsentEvidence
from infra.kernel import new_id
from services.intake.people.domain.priority import Circumstances, priority_class
from services.intake.people.domain.reception import Reception
from services.intake.people.domain.reception_refusals import (
    CertificateNotFound,
    CertificateOnRequestOnly,
    NotAVirtualChannel,
    PriorityNotHigher,
    ReceptionAlreadyStarted,
    ReceptionNotStarted,
    ReceptionOver,
)
from services.intake.people.schemas.intake import ArrivalBody, StartBody


@pytest.fixture
def reception() -> Reception:
    return Reception(
        office_id=new_id(),
        person_id=None,
        channel=ReceptionChannel.IN_PERSON,
        entry_door=EntryDoor.SPONTANEOUS,
        priority_class=PriorityClass.PR4,
        adaptations=None,
    )


def test_nobody_is_called_twice(reception: Reception) -> None:
    reception.start("lia")
    with pytest.raises(ReceptionAlreadyStarted):
        reception.start("rui")


def test_needs_are_heard_and_receptions_end_after_the_call_only(reception: Reception) -> None:
    with pytest.raises(ReceptionNotStarted):
        reception.identify_urgent_need(UrgentNeed.FOOD)
    with pytest.raises(ReceptionNotStarted):
        reception.complete(ReceptionOutcome.ORIENTED, options_explained=True)


def test_a_reception_that_is_over_is_over(reception: Reception) -> None:
    reception.start("lia")
    reception.complete(ReceptionOutcome.ORIENTED, options_explained=True)
    with pytest.raises(ReceptionOver):
        reception.complete(ReceptionOutcome.REFERRED, options_explained=True)
    with pytest.raises(ReceptionOver):
        reception.identify_urgent_need(UrgentNeed.FOOD)


def test_somebody_who_waits_comes_earlier_and_never_later(reception: Reception) -> None:
    reception.raise_priority(PriorityClass.PR2)
    for no_better in (PriorityClass.PR2, PriorityClass.PR3):
        with pytest.raises(PriorityNotHigher):
            reception.raise_priority(no_better)
    assert reception.priority_class is PriorityClass.PR2
    reception.start("lia")
    with pytest.raises(ReceptionAlreadyStarted):
        reception.raise_priority(PriorityClass.PR0)


def test_who_goes_before_being_called_has_left_and_nothing_else(reception: Reception) -> None:
    reception.leave()
    assert (reception.status, reception.outcome) == ("completed", ReceptionOutcome.LEFT_WITHOUT_CARE)
    for again in (reception.leave, lambda: reception.start("lia")):
        with pytest.raises(ReceptionOver):
            again()


def test_who_was_called_has_not_left_the_queue(reception: Reception) -> None:
    reception.start("lia")
    with pytest.raises(ReceptionAlreadyStarted):
        reception.leave()


@pytest.mark.parametrize("channel", ReceptionChannel)
def test_who_calls_is_answered_at_once_and_who_comes_is_queued(channel: ReceptionChannel) -> None:
    arrival = {
        "office_id": new_id(), "person_id": None, "entry_door": EntryDoor.SPONTANEOUS,
        "priority_class": PriorityClass.PR4, "adaptations": None,
    }  # fmt: skip
    if channel in (ReceptionChannel.IN_PERSON, ReceptionChannel.MOBILE_UNIT):
        with pytest.raises(NotAVirtualChannel):
            Reception.by_contact(channel, "lia", **arrival)
        return
    contact = Reception.by_contact(channel, "lia", **arrival)
    assert (contact.status, contact.waiting_seconds) == ("started", 0)
    contact.identify_urgent_need(UrgentNeed.MEDICATION)
    contact.complete(ReceptionOutcome.ORIENTED, options_explained=True)


def test_a_certificate_is_issued_on_request_to_who_was_received(reception: Reception) -> None:
    on, asked = date(2025, 4, 17), ConsentEvidence.SIGNATURE
    with pytest.raises(ReceptionNotStarted):
        reception.issue_certificate("lia", on, asked)
    reception.start("lia")
    with pytest.raises(CertificateOnRequestOnly):
        reception.issue_certificate("lia", on, None)
    certificate = reception.issue_certificate("lia", on, asked)
    assert reception.certified_day(certificate) == on
    with pytest.raises(CertificateNotFound):
        reception.certified_day(new_id())


def test_who_left_without_care_was_not_received(reception: Reception) -> None:
    reception.leave()
    with pytest.raises(ReceptionNotStarted):
        reception.issue_certificate("lia", date(2025, 4, 17), ConsentEvidence.SIGNATURE)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (Circumstances(danger_to_life=True, age=90), PriorityClass.PR0),
        (Circumstances(age=81), PriorityClass.PR1),
        (Circumstances(age=80), PriorityClass.PR2),
        (Circumstances(age=60), PriorityClass.PR2),
        (Circumstances(disability=True, threatened=True), PriorityClass.PR2),
        (Circumstances(age=59, pregnant_or_with_small_children=True), PriorityClass.PR3),
        (Circumstances(threatened=True), PriorityClass.PR3),
        (Circumstances(), PriorityClass.PR4),
    ],
)
def test_the_class_follows_what_is_said(said: Circumstances, expected: PriorityClass) -> None:
    assert priority_class(said) is expected


@pytest.mark.parametrize("text", ["Maria da Silva", "(92) 99999-0000", "x" * 41, ""])
def test_unsealed_fields_take_words_of_a_list_and_no_text(text: str) -> None:
    with pytest.raises(ma.ValidationError):
        StartBody().load({"interpreter": text})
    with pytest.raises(ma.ValidationError):
        ArrivalBody().load({"office_id": str(new_id()), "adaptations": [text]})
    assert StartBody().load({"interpreter": "libras"})["interpreter"] == "libras"
