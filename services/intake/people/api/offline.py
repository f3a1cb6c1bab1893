"""Offline batches of an office's devices: open, measure the clock, send entries, decide on doubts, close."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import rfc8785

from contracts.vocabulary.offices import OfflineEntryKind
from contracts.vocabulary.rights import LegalBasis
from infra.kernel import now
from infra.web import validation
from infra.web.answers import Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from infra.web.plain import plain
from infra.web.schemas import ENVELOPE, CommandSchema, EmptyBody
from services.intake.people import access
from services.intake.people.applications.offline import OfflineApplication as Offline
from services.intake.people.applications.offline_entries import About, Recording
from services.intake.people.domain.offline_batch import Entry, EntryState, OfflineBatch, Sent
from services.intake.people.schemas import offline as schemas
from services.intake.people.schemas.intake import ArrivalBody, CompletionBody, PersonBody, StartBody, UrgentNeedBody

blp = Blueprint("offline-batches", url_prefix="/v1/offline-batches", application=Offline)
ONE = "/<uuid:offline_batch_id>"
CONTENTS: Mapping[OfflineEntryKind, CommandSchema] = {
    OfflineEntryKind.ARRIVAL: ArrivalBody(exclude=("person_id", *ENVELOPE)),
    OfflineEntryKind.REGISTRATION: PersonBody(exclude=ENVELOPE),
    OfflineEntryKind.RECEPTION_START: StartBody(exclude=ENVELOPE),
    OfflineEntryKind.URGENT_NEED: UrgentNeedBody(exclude=ENVELOPE),
    OfflineEntryKind.RECEPTION_COMPLETION: CompletionBody(exclude=ENVELOPE),
}


@blp.command("", schemas.BatchBody, scope="offline:write", creates=True)
def open_batch(app: Offline, body: dict[str, Any], caller: Caller) -> Created:
    """Before a device leaves the network; its clock is measured by the time that it sends."""
    access.works_in(caller, body["office_id"])
    offset = _measured(body.pop("device_time"))
    batch = app.open_batch(opened_by=caller.subject, clock_offset_seconds=offset, **body)
    return Created(batch.id, batch.version)


@blp.command(f"{ONE}/sync", schemas.SyncBody, scope="offline:write", creates=True)
def sync_batch(app: Offline, body: dict[str, Any], caller: Caller, offline_batch_id: UUID) -> Created:
    """The network is back: the last number, and the clock once more; again after an interruption."""
    access.works_in(caller, app.batch(offline_batch_id).office_id)
    batch = app.sync(offline_batch_id, body["last_seq"], _measured(body["device_time"]))
    return _told(batch)


@blp.command(f"{ONE}/entries", schemas.EntryBody, scope="offline:write", creates=True)
def send_entry(app: Offline, body: dict[str, Any], caller: Caller, offline_batch_id: UUID) -> Created:
    """One entry. Sent again, it is answered again; what is doubtful waits in quarantine."""
    return _sent(app, body, caller, offline_batch_id, again=False)


@blp.command(f"{ONE}/acceptances", schemas.EntryBody, scope="offline:write", creates=True)
def accept_after_all(app: Offline, body: dict[str, Any], caller: Caller, offline_batch_id: UUID) -> Created:
    """Somebody has looked at an entry in quarantine: the device sends it again, and it becomes a record."""
    return _sent(app, body, caller, offline_batch_id, again=True)


@blp.command(f"{ONE}/discards", schemas.DiscardBody, scope="offline:write", creates=True)
def discard_entry(app: Offline, body: dict[str, Any], caller: Caller, offline_batch_id: UUID) -> Created:
    """An entry in quarantine or missing never becomes a record, for a reason."""
    access.works_in(caller, app.batch(offline_batch_id).office_id)
    return _told(app.discard(offline_batch_id, **body))


@blp.command(f"{ONE}/closure", EmptyBody, scope="offline:write", creates=True)
def close_batch(app: Offline, body: dict[str, Any], caller: Caller, offline_batch_id: UUID) -> Created:
    """Every number is accounted for."""
    access.works_in(caller, app.batch(offline_batch_id).office_id)
    return _told(app.close(offline_batch_id))


@blp.query(ONE, schemas.BatchAnswer, scope="offline:read")
def read_batch(app: Offline, caller: Caller, offline_batch_id: UUID) -> Found:
    """What has arrived, what is missing, and what waits for somebody."""
    batch = app.batch(offline_batch_id)
    access.works_in(caller, batch.office_id)
    states = [entry.state for entry in batch.entries.values()]
    counted = {state.value: states.count(state) for state in (EntryState.ACCEPTED, EntryState.DISCARDED)}
    waiting = [vars(batch.entries[seq]) for seq in batch.quarantined]
    shown = {**vars(batch), **counted, "id": batch.id, "missing": batch.missing}
    return Found({**shown, "quarantined": waiting}, batch.version)


@blp.query_list("", schemas.BatchLineAnswer, scope="offline:read", filters=schemas.BatchesFilters)
def list_batches(app: Offline, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """The open batches of an office, the longest open first, with a warning after 72 hours."""
    access.works_in(caller, filters["office_id"])
    found = app.open_at_office(filters["office_id"], page.limit + 1, page.after)
    return page_of(found, page, lambda line: (line.opened_at, line.batch_id))


def _sent(app: Offline, body: dict[str, Any], caller: Caller, batch_id: UUID, *, again: bool) -> Created:
    batch = app.batch(batch_id)
    access.works_in(caller, batch.office_id)
    digest = app.digest(rfc8785.dumps(plain(body)))
    raw = dict(body["content"])
    if body["kind"] is OfflineEntryKind.ARRIVAL:
        raw["office_id"] = str(batch.office_id)
    content = validation.load(CONTENTS[body["kind"]], raw)
    times = {name: body[name] for name in ("seq", "kind", "device_occurred_at", "device_recorded_at")}
    sent = Sent(digest=digest, clock_offset_seconds=body["clock_offset_seconds"], **times)
    about, opening = About(body["about_id"], body["expected"]), caller.opening("queue", LegalBasis.PUBLIC_POLICY)
    recording = Recording(batch.office_id, caller.subject, opening, about, content)
    batch, entry = app.send(batch_id, sent, body["about_seq"], recording, again=again)
    return _told(batch, entry)


def _told(batch: OfflineBatch, entry: Entry | None = None) -> Created:
    body = {} if entry is None else {"state": entry.state, "record_id": entry.record_id, "reason": entry.reason}
    return Created(batch.id, batch.version, body, location=f"/v1/offline-batches/{batch.id}")


def _measured(device_time: datetime) -> int:
    """Seconds to add to the device's clock."""
    return round((now() - device_time).total_seconds())
