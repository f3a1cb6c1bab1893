"""What the person is asked to do within a referral, as Tasks that are part of it: to come, and to say how it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from contracts.vocabulary.network import Urgency
from infra.web.plain import instant
from services.referrals.cases.domain.standing import AppointmentStatus
from services.referrals.cases.interchange import systems
from services.referrals.cases.interchange.content import Content, Meeting, Word
from services.referrals.cases.interchange.ids import entry_of, part_of
from services.referrals.cases.interchange.requests import office, subject

# Not to have come has no consequence (R3): the task is no failure, it just was not done.
MEETINGS = {
    AppointmentStatus.SCHEDULED: "ready",
    AppointmentStatus.ATTENDED: "completed",
    AppointmentStatus.MISSED: "cancelled",
}
COME = "Come to the agreed appointment"
NOT_HELD = "The appointment did not take place"
SCORE = "score"


def subtasks(content: Content) -> Iterator[dict[str, Any]]:
    for meeting in content.meetings:
        yield _appointment(content, meeting)
    if content.word is not None:
        yield _feedback(content, content.word)
        yield _response(content, content.word)


def _appointment(content: Content, meeting: Meeting) -> dict[str, Any]:
    code = (systems.GUIDE_CODES, "make-contact")
    place = {"type": systems.concept((systems.GUIDE_CODES, "contact-entity"))}
    made = {
        **_for_person(content, f"appointment/{meeting.number}", code, meeting.made_at),
        "identifier": [systems.identifier(systems.APPOINTMENT, f"{entry_of(content)}/{meeting.number}")],
        "status": MEETINGS[meeting.status],
        "description": COME,
        "restriction": {"period": {"start": instant(meeting.at)}},
    }
    if content.offer_id is not None:
        made["input"] = [{**place, "valueReference": systems.within("HealthcareService", content.offer_id)}]
    if meeting.status == AppointmentStatus.MISSED:
        made["statusReason"] = {"text": NOT_HELD}
    return made


def _feedback(content: Content, word: Word) -> dict[str, Any]:
    """Her answer is given already: she was asked at the office."""
    kind = systems.concept((systems.GUIDE_CODES, "feedback-questionnaire"))
    asked = [
        {"type": systems.concept((systems.QUESTIONNAIRE_CODES, "questionnaire")), "valueCanonical": systems.FEEDBACK},
        {"type": systems.concept((systems.GUIDE_CODES, "questionnaire-category")), "valueCodeableConcept": kind},
    ]
    given = {
        "type": systems.concept((systems.QUESTIONNAIRE_CODES, "questionnaire-response")),
        "valueReference": systems.within("QuestionnaireResponse", part_of(content, "response")),
    }
    code = (systems.QUESTIONNAIRE_CODES, "complete-questionnaire")
    made = _for_person(content, "feedback", code, word.at)
    return {**made, "status": "completed", "input": asked, "output": [given]}


def _response(content: Content, word: Word) -> dict[str, Any]:
    return {
        "resourceType": "QuestionnaireResponse",
        "id": str(part_of(content, "response")),
        "questionnaire": systems.FEEDBACK,
        "status": "completed",
        "subject": subject(content),
        "authored": instant(word.at),
        "item": [{"linkId": SCORE, "answer": [{"valueInteger": word.score}]}],
    }


def _for_person(content: Content, part: str, code: tuple[str, str], made_at: datetime) -> dict[str, Any]:
    return {
        "resourceType": "Task",
        "id": str(part_of(content, part)),
        "meta": {"profile": [systems.PATIENT_TASK]},
        "partOf": [systems.within("Task", part_of(content, "task"))],
        "intent": "order",
        "priority": "routine" if content.urgency == Urgency.NORMAL else "urgent",
        "code": systems.concept(code),
        "for": subject(content),
        "authoredOn": instant(made_at),
        "requester": office(content),
        "owner": subject(content),
    }
