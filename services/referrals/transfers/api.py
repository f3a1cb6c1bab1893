"""HTTP resources of transfers: parse, call, answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from contracts.vocabulary.transfers import TransferWithdrawalReason
from infra.web.answers import Changed, Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from infra.web.schemas import EmptyBody
from services.referrals.transfers import access, schemas
from services.referrals.transfers.applications.transfers import TransfersApplication as Transfers
from services.referrals.transfers.domain.case_transfer import CaseTransfer
from services.referrals.transfers.leading_offices import LeadingOffice

blp = Blueprint("transfers", url_prefix="/v1/transfers", application=Transfers)
ONE = "/<uuid:transfer_id>"
KEPT = ("id", "status", "requested_by", "reason", "grant_id", "refusal", "withdrawal", "keep", "reissued", "number")


def who_leads_and_who_asks(app: Transfers, body: dict[str, Any], caller: Caller) -> tuple[LeadingOffice, UUID]:
    """The first as intake says, for somebody whom the caller may ask a transfer for; the second is the caller's."""
    requested_by = access.asks(caller, body["from_office_id"], app.receiver_of(body["from_office_id"]))
    if requested_by != body["from_office_id"]:
        access.works_in(caller, body["to_office_id"])
    return app.leading_offices.leading(body["person_id"]), requested_by


@blp.command("", schemas.TransferBody, scope="transfers:write", creates=True, asks=who_leads_and_who_asks)
def request_transfer(app: Transfers, body: dict[str, Any], caller: Caller, told: tuple[LeadingOffice, UUID]) -> Created:
    """Ask another office to lead a person's case, as the person agrees; nothing moves before it is completed."""
    led, requested_by = told
    transfer = app.request(led, **body, requested_by=requested_by)
    return Created(transfer.id, transfer.version, {"status": transfer.status})


@blp.command(f"{ONE}/acceptance", EmptyBody, scope="transfers:write")
def accept_transfer(app: Transfers, body: dict[str, Any], caller: Caller, transfer_id: UUID, expected: int) -> Changed:
    """The receiving office is ready to lead; from now on the other one begins only what is of the same day."""
    access.receives(caller, app.transfer(transfer_id))
    return _changed(app.accept(transfer_id, expected))


@blp.command(f"{ONE}/refusal", schemas.TransferRefusalBody, scope="transfers:write")
def refuse_transfer(app: Transfers, body: dict[str, Any], caller: Caller, transfer_id: UUID, expected: int) -> Changed:
    """The receiving office does not take the case; the other one goes on leading it."""
    access.receives(caller, app.transfer(transfer_id))
    return _changed(app.refuse(transfer_id, expected, **body))


@blp.command(f"{ONE}/withdrawal", schemas.TransferWithdrawalBody, scope="transfers:write")
def withdraw_transfer(
    app: Transfers, body: dict[str, Any], caller: Caller, transfer_id: UUID, expected: int
) -> Changed:
    """Take it back, for the office or because the person no longer wants it; until it is complete."""
    access.hands_over(caller, app.transfer(transfer_id))
    return _changed(app.withdraw(transfer_id, expected, TransferWithdrawalReason(body["reason"])))


@blp.command(f"{ONE}/package", schemas.PackageBody, scope="transfers:write")
def prepare_package(app: Transfers, body: dict[str, Any], caller: Caller, transfer_id: UUID, expected: int) -> Changed:
    """Settle which open referrals go on with their partner; the others are issued anew in the new territory."""
    access.hands_over(caller, app.transfer(transfer_id))
    return _changed(app.prepare_package(transfer_id, expected, **body))


@blp.command(f"{ONE}/completion", EmptyBody, scope="transfers:write")
def complete_transfer(
    app: Transfers, body: dict[str, Any], caller: Caller, transfer_id: UUID, expected: int
) -> Changed:
    """The receiving office leads the case from now on, and it alone."""
    access.receives(caller, app.transfer(transfer_id))
    return _changed(app.complete(transfer_id, expected))


@blp.command(f"{ONE}/reversal", EmptyBody, scope="transfers:write")
def reverse_transfer(app: Transfers, body: dict[str, Any], caller: Caller, transfer_id: UUID, expected: int) -> Changed:
    """It was a mistake: who took over gives the case back, unless it has moved again since."""
    access.receives(caller, app.transfer(transfer_id))
    return _changed(app.reverse(transfer_id, expected))


@blp.query(ONE, schemas.TransferAnswer, scope="transfers:read")
def read_transfer(app: Transfers, caller: Caller, transfer_id: UUID) -> Found:
    """One transfer, for both offices."""
    transfer = app.transfer(transfer_id)
    access.takes_part(caller, transfer)
    return Found({**vars(transfer.route), **{name: getattr(transfer, name) for name in KEPT}}, transfer.version)


@blp.query_list("", schemas.ListedTransferAnswer, scope="transfers:read", filters=schemas.TransferFilters)
def list_transfers(app: Transfers, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """Which cases an office is asked to take (`incoming`), or hands over (`outgoing`)."""
    access.works_in(caller, filters["office_id"])
    found = app.of_office(filters["office_id"], filters["side"], filters["open"], page.limit + 1, page.after)
    return page_of(found, page, lambda transfer: (transfer.transfer_id,))


def _changed(transfer: CaseTransfer) -> Changed:
    return Changed(transfer.version, {"status": transfer.status})
