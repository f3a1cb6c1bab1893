"""Deadlines of pre-release work: the first contact (DL06), the window that opens (DL07), the monthly list (DL13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from contracts.deadlines import Term, rule
from contracts.vocabulary.persons import VoluntaryAnswer
from infra.deadlines.arithmetic import end_of_day, local_day
from infra.deadlines.calendars import Place
from infra.deadlines.clauses import Ending, Ends, Start, Starts
from infra.deadlines.deadline import deadline, deadline_id
from infra.deadlines.due import Due, due_on, ending_at
from infra.deadlines.reading import due_under
from infra.deadlines.windows import month
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import NotFound
from services.intake.people.domain.case_resemblance import CaseResemblance
from services.intake.people.domain.office import Office
from services.intake.people.domain.pre_release_case import PreReleaseCase
from services.intake.people.domain.pre_release_list import PreReleaseList

CONTACT, WINDOW, PULL = "DL06", "DL07", "DL13"
CHANGED = PreReleaseCase.ReleaseDateChanged


def contact(unit: UnitOfWork, event: PreReleaseCase.PersonReleased) -> Start | None:
    """48 hours from the release; from the new one, when an earlier one was revoked. None without the person's wish."""
    return _contact(unit, event) if event.contact_wished else None


def wished_contact(unit: UnitOfWork, event: PreReleaseCase.ContactWished) -> Start | None:
    """48 hours from the wish: nobody could be called before."""
    return _contact(unit, event)


def _contact(unit: UnitOfWork, event: PreReleaseCase.PersonReleased | PreReleaseCase.ContactWished) -> Start | None:
    place = _place(unit, event.office_id)
    return _once(unit, CONTACT, event.originator_id, place, due_under(unit, CONTACT, event.timestamp, place), event)


def window(unit: UnitOfWork, event: PreReleaseCase.Opened | PreReleaseCase.ReleaseDateChanged) -> Start | None:
    """None when the window is open already, or no day is known."""
    return _window_of(unit, event, event.originator_id)


def _window_of(unit: UnitOfWork, event: Any, case_id: UUID) -> Start | None:
    day = event.expected_release_on
    if day is None:
        return None
    place = _place(unit, event.office_id)
    # The end of the day before: the window is open from the first moment of its first day on.
    opens = due_on(_window(event.window_days), event.timestamp, day - timedelta(days=1), place.zone)
    if opens.at <= event.timestamp:
        return None
    return _once(unit, WINDOW, case_id, place, opens, event)


def changed_window(unit: UnitOfWork, event: PreReleaseCase.ReleaseDateChanged) -> Start | None:
    """After a no nobody waits for a window, whatever lists go on to say."""
    case = unit.get(PreReleaseCase, event.originator_id)
    return None if case.voluntary_answer is VoluntaryAnswer.DECLINES else window(unit, event)


def of_the_case(event: CaseResemblance.DuplicateConfirmed) -> UUID:
    return event.case_id


def parted_window(unit: UnitOfWork, event: CaseResemblance.DuplicateDismissed) -> Start | None:
    """The case was closed as another one's person, and goes on; one that never was closed has its window."""
    kept = _kept(unit, WINDOW, event.case_id)
    return _window_of(unit, event, event.case_id) if kept is not None and kept.status == "dropped" else None


def next_pull(unit: UnitOfWork, event: PreReleaseList.Completed) -> Start | None:
    """A complete list does this month's duty; the next one is due by the end of the next month."""
    place = _place(unit, event.office_id)
    this = month(local_day(event.timestamp, place.zone))
    following = month(this[1] + timedelta(days=1))
    kept = _kept(unit, PULL, event.office_id, _key(event, this[0]))
    if kept is not None:
        kept.meet()
        unit.save(kept)
    if _kept(unit, PULL, event.office_id, _key(event, following[0])) is not None:
        return None
    due = ending_at(rule(PULL).term(), event.timestamp, end_of_day(following[1], place.zone), place.zone)
    return Start(event.office_id, place, due, event.timestamp, key=_key(event, following[0]))


def _once(unit: UnitOfWork, rule_id: str, subject: UUID, place: Place, due: Due, event: Any) -> Start | None:
    """A new deadline; the one that ended is opened again to its new end."""
    kept = _kept(unit, rule_id, subject)
    if kept is None:
        return Start(subject, place, due, event.timestamp, term="BR" if rule_id == WINDOW else "")
    kept.reopen(due)
    unit.save(kept)
    return None


def _kept(unit: UnitOfWork, rule_id: str, subject: UUID, key: str = "") -> Any:
    try:
        return unit.get(deadline(unit.store.name), deadline_id(unit.store.name, rule_id, subject, key))
    except NotFound:
        return None


def _key(event: PreReleaseList.Completed, first_on: date) -> str:
    return f"{event.source.value}:{first_on:%Y-%m}"


def _window(days: int) -> Term:
    return replace(rule(WINDOW).term("BR"), length=days)


def _place(unit: UnitOfWork, office_id: UUID) -> Place:
    office = unit.get(Office, office_id)
    return Place(zone=office.zone, uf=office.uf.value, municipality_ibge7=office.municipality_ibge7)


CLAUSES = (
    Starts(CONTACT, PreReleaseCase.PersonReleased, contact),
    Ends(CONTACT, (PreReleaseCase.FirstContactMade,), Ending.MET),
    Starts(CONTACT, PreReleaseCase.ContactWished, wished_contact),
    Ends(CONTACT, (CHANGED, PreReleaseCase.Declined, PreReleaseCase.ContactNotWished), Ending.DROPPED),
    Starts(WINDOW, PreReleaseCase.Opened, window),
    Ends(WINDOW, (PreReleaseCase.MeetingHeld,), Ending.MET),
    Ends(WINDOW, (CHANGED, PreReleaseCase.Declined, PreReleaseCase.PersonReleased), Ending.DROPPED),
    Ends(WINDOW, (CaseResemblance.DuplicateConfirmed,), Ending.DROPPED, subject=of_the_case),
    Starts(WINDOW, CaseResemblance.DuplicateDismissed, parted_window),
    Starts(WINDOW, CHANGED, changed_window),  # after the old one was dropped
    Starts(PULL, PreReleaseList.Completed, next_pull),
)
