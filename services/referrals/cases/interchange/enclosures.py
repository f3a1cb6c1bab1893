"""What hangs on a task: by when to answer, which fields may be asked for, appointments, the person's word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from contracts.vocabulary.rights import DataClass
from services.referrals.cases.interchange import systems
from services.referrals.cases.interchange.content import Meeting, Word
from services.referrals.cases.interchange.profiles import claimed
from services.referrals.cases.interchange.sheet import Sheet
from services.referrals.cases.interchange.subtasks import SCORE
from services.referrals.cases.interchange.tasks import DUE, FIELDS, INPUTS
from services.referrals.cases.interchange.visits import meeting


def shared(task: Sheet) -> Iterator[DataClass]:
    for number, given in enumerate(task.values("input")):
        value = given.get("valueCoding", {})
        if value.get("system") != FIELDS:
            continue
        if value.get("code") in set(DataClass):
            yield DataClass(value["code"])
        else:
            task.fault(f"/input/{number}/valueCoding", "unknown-code")


def due(task: Sheet) -> datetime | None:
    for number, given in enumerate(task.values("input")):
        inner = Sheet(given, f"{task.pointer}/input/{number}", task.wrong)
        if DUE in inner.codes("type", INPUTS):
            return inner.instant("valueInstant")
    return None


def meetings(pages: list[Sheet]) -> Iterator[Meeting]:
    for page in pages:
        if systems.PATIENT_TASK in claimed(page.resource) and "make-contact" in page.codes("code", systems.GUIDE_CODES):
            made = meeting(page)
            if made is not None:
                yield made


def word(pages: list[Sheet]) -> Word | None:
    for page in pages:
        if page.resource.get("questionnaire") == systems.FEEDBACK:
            return _score(page)
    return None


def _score(page: Sheet) -> Word | None:
    at = page.instant("authored")
    said = [
        answer
        for item in page.values("item")
        if item.get("linkId") == SCORE
        for answer in Sheet(item, "", page.wrong).values("answer.valueInteger")
    ]
    if at is None or len(said) != 1 or not 1 <= said[0] <= 5:
        page.fault("/item", "out-of-range")
        return None
    return Word(said[0], at)
