"""HTTP resources of cases: parse, call, answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Afterwards, Changed, Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from infra.web.schemas import EmptyBody
from services.referrals.cases import access, schemas
from services.referrals.cases.application import CasesApplication as Cases
from services.referrals.cases.domain.referral import Referral

blp = Blueprint("referrals", url_prefix="/v1/referrals", application=Cases)
inbox = Blueprint("inbox", url_prefix="/v1/inbox", application=Cases)
ONE = "/<uuid:referral_id>"
FOR_THE_OFFICE = (
    "person_id", "grant_id", "feedback", "discrimination_reported", "successor_id", "reissue_of", "old_due_at",
)  # fmt: skip
OF_THE_SENDING = ("partner_id", "offer_id", "grant_id")
FOR_BOTH = tuple(schemas.ReferralAnswer().fields.keys() - {*FOR_THE_OFFICE, "appointments"})


@blp.command("", schemas.DraftBody, scope="referrals:write", creates=True)
def draft_referral(app: Cases, body: dict[str, Any], caller: Caller) -> Created:
    """Draft a referral for a person's need; nobody is told yet."""
    access.works_in(caller, body["office_id"])
    referral = app.draft_referral(**body)
    return Created(referral.id, referral.version)


@blp.command(f"{ONE}/sending", schemas.SendingBody, scope="referrals:write")
def send_referral(app: Cases, body: dict[str, Any], caller: Caller, referral_id: UUID, expected: int) -> Changed:
    """Ask a partner; the answer says until when it is to reply."""
    access.works_in(caller, app.referral(referral_id).office_id)
    referral = app.send_referral(referral_id, expected, **{**body, "shared_fields": frozenset(body["shared_fields"])})
    return _changed(referral, {"response_due_at": referral.response_due_at})


@blp.command(f"{ONE}/discarding", EmptyBody, scope="referrals:write")
def discard_referral(app: Cases, body: dict[str, Any], caller: Caller, referral_id: UUID, expected: int) -> Changed:
    """Drop a draft."""
    access.works_in(caller, app.referral(referral_id).office_id)
    return _changed(app.discard_referral(referral_id, expected))


@blp.command(f"{ONE}/cancellation", schemas.CancellationBody, scope="referrals:write")
def cancel_referral(app: Cases, body: dict[str, Any], caller: Caller, referral_id: UUID, expected: int) -> Changed:
    """Take back what was sent."""
    access.works_in(caller, app.referral(referral_id).office_id)
    return _changed(app.cancel_referral(referral_id, expected, **body))


@blp.command(f"{ONE}/receipt", EmptyBody, scope="answers:write")
def receive_referral(app: Cases, body: dict[str, Any], caller: Caller, referral_id: UUID, expected: int) -> Changed:
    """The partner has seen it."""
    access.is_recipient(caller, app.referral(referral_id))
    return _changed(app.receive_referral(referral_id, expected))


@blp.command(f"{ONE}/acceptance", EmptyBody, scope="answers:write")
def accept_referral(app: Cases, body: dict[str, Any], caller: Caller, referral_id: UUID, expected: int) -> Changed:
    """The partner takes the person, and keeps a place."""
    access.is_recipient(caller, app.referral(referral_id))
    return _changed(app.accept_referral(referral_id, expected))


@blp.command(f"{ONE}/decline", schemas.DeclineBody, scope="answers:write")
def decline_referral(app: Cases, body: dict[str, Any], caller: Caller, referral_id: UUID, expected: int) -> Changed:
    """The partner cannot take the person, and says why in one code."""
    access.is_recipient(caller, app.referral(referral_id))
    return _changed(app.decline_referral(referral_id, expected, **body))


@blp.command(f"{ONE}/appointments", schemas.AppointmentBody, scope="answers:write")
def schedule_appointment(app: Cases, body: dict[str, Any], caller: Caller, referral_id: UUID, expected: int) -> Changed:
    """Agree on a time; the answer gives the appointment's number."""
    access.takes_part(caller, app.referral(referral_id))
    referral, number = app.schedule_appointment(referral_id, expected, **body)
    return _changed(referral, {"number": number})


@blp.command(f"{ONE}/appointments/<int:number>/attendance", EmptyBody, scope="answers:write")
def record_attendance(
    app: Cases, body: dict[str, Any], caller: Caller, referral_id: UUID, number: int, expected: int
) -> Changed:
    """The person came."""
    access.takes_part(caller, app.referral(referral_id))
    return _changed(app.record_attendance(referral_id, expected, number))


@blp.command(f"{ONE}/appointments/<int:number>/absence", EmptyBody, scope="answers:write")
def record_absence(
    app: Cases, body: dict[str, Any], caller: Caller, referral_id: UUID, number: int, expected: int
) -> Changed:
    """The person did not come; no penalty, and told to nobody else."""
    access.takes_part(caller, app.referral(referral_id))
    return _changed(app.record_absence(referral_id, expected, number))


@blp.command(f"{ONE}/completion", schemas.OutcomeBody, scope="answers:write")
def complete_referral(app: Cases, body: dict[str, Any], caller: Caller, referral_id: UUID, expected: int) -> Changed:
    """End it with its outcome."""
    access.takes_part(caller, app.referral(referral_id))
    return _changed(app.complete_referral(referral_id, expected, **body))


@blp.command(f"{ONE}/recall-confirmation", EmptyBody, scope="answers:write")
def confirm_recall(app: Cases, body: dict[str, Any], caller: Caller, referral_id: UUID, expected: int) -> Changed:
    """The partner has deleted what it was shown."""
    access.is_recipient(caller, app.referral(referral_id))
    return _changed(app.confirm_recall(referral_id, expected))


@blp.query(ONE, schemas.ReferralAnswer, scope="referrals:read")
def read_referral(app: Cases, caller: Caller, referral_id: UUID) -> Found:
    """One referral, for its office and its partner; the partner does not learn the person's pseudonym."""
    referral = app.referral(referral_id)
    access.takes_part(caller, referral)
    shown = _shown(referral, whole=not access.receives(caller, referral))
    if "person_id" in shown:
        shown["person_id"] = app.person_of(referral, caller.offices)
    return Found(shown, referral.version)


@blp.query(f"{ONE}/shared-fields", schemas.SharedFieldsAnswer, scope="referrals:read")
def read_shared_fields(app: Cases, caller: Caller, referral_id: UUID) -> Afterwards:
    """What the partner may read of the person, at this moment; 410 once the consent is withdrawn."""
    referral = app.referral(referral_id)
    access.is_recipient(caller, referral)
    ask = app.shared_fields(referral, caller.subject)
    return Afterwards(lambda: {"values": ask()})


@blp.query_list("", schemas.OpenAnswer, scope="referrals:read", filters=schemas.OpenFilters)
def list_open_referrals(app: Cases, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """What an office has under way."""
    access.works_in(caller, filters["office_id"])
    found = app.open_referrals(**filters, offices=caller.offices, limit=page.limit + 1, after=page.after)
    return page_of(found, page, lambda referral: (referral.referral_id,))


@inbox.query_list("", schemas.InboundAnswer, scope="referrals:read")
def list_inbox(app: Cases, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """What waits for the caller's organisation: open referrals, and recalls to confirm."""
    found = app.inbox(access.organisation(caller), page.limit + 1, page.after)
    return page_of(found, page, lambda referral: (referral.referral_id,))


def _changed(referral: Referral, more: dict[str, Any] | None = None) -> Changed:
    return Changed(referral.version, {"status": referral.status, **(more or {})})


def _shown(referral: Referral, whole: bool) -> dict[str, Any]:
    names = (*FOR_BOTH, *FOR_THE_OFFICE) if whole else FOR_BOTH
    appointments = list(referral.appointments.values())
    sent = {name: getattr(referral.matter, name, None) for name in OF_THE_SENDING}
    held = {name: getattr(referral, name) for name in names if name not in sent}
    return {**held, **{name: sent[name] for name in sent if name in names}, "appointments": appointments}
