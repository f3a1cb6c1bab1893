"""Histories over HTTP, the same in every store: sessions, states and events as of a moment, differences, whys."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from infra.application import Application
from infra.auditing.cases import Cut
from infra.auditing.histories import Histories, Reader
from infra.auditing.moments import AsOf
from infra.auditing.showing import line, readable
from infra.web import history_schemas as schemas
from infra.web.answers import Changed, Created, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.host import host
from infra.web.schemas import EmptyBody
from infra.web.validation import invalid

SCOPE = "audit:replay"


def history_blueprints() -> tuple[Blueprint, ...]:
    """The resources of histories, to be added to the app of every store."""
    sessions = Blueprint("history-sessions", url_prefix="/v1/history-sessions")
    sessions.command("", schemas.SessionBody, scope=SCOPE, creates=True, everywhere=True)(open_session)
    sessions.command("/<uuid:history_session_id>/closing", EmptyBody, scope=SCOPE)(close_session)
    histories = Blueprint("histories", url_prefix="/v1/histories")
    one = "/<uuid:stream_id>"
    histories.query_list(
        "", schemas.CaseStreamAnswer, scope=SCOPE, filters=schemas.CaseFilters, everywhere=True
    )(list_streams)  # fmt: skip
    histories.query_list(
        one, schemas.EventAnswer, scope=SCOPE, filters=schemas.HistoryFilters, about=schemas.HistoryAbout
    )(read_history)  # fmt: skip
    histories.query(
        f"{one}/explanation", schemas.ExplanationAnswer, scope=SCOPE, filters=schemas.ExplanationFilters
    )(explain_field)  # fmt: skip
    histories.query(
        f"{one}/difference", schemas.DifferenceAnswer, scope=SCOPE, filters=schemas.DifferenceFilters
    )(read_difference)  # fmt: skip
    timelines = Blueprint("timelines", url_prefix="/v1/timelines")
    timelines.query(
        "/<uuid:timeline_case_id>", schemas.TimelineAnswer, scope=SCOPE, filters=schemas.TimelineFilters,
        everywhere=True,
    )(read_timeline)  # fmt: skip
    return sessions, histories, timelines


def histories_of(app: Application) -> Histories:
    return Histories(app.store, host().secret)


def open_session(app: Application, body: dict[str, Any], caller: Caller) -> Created:
    """Say which record or case is read here, and why; good for eight hours."""
    session = histories_of(app).open_session(caller, **body)
    return Created(session.id, session.version)


def close_session(
    app: Application, body: dict[str, Any], caller: Caller, history_session_id: UUID, expected: int
) -> Changed:
    """Done reading."""
    return Changed(histories_of(app).close_session(caller, history_session_id, expected).version)


def list_streams(app: Application, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """The records that belong to a case, as far as this store knows and the credential reaches."""
    found = histories_of(app).streams(Reader(caller, filters["session"]), filters["case"])
    after = int(page.after[0]) if page.after else 0
    rest = [stream for stream in found if stream.first_position > after]
    kept = rest[: page.limit]
    return Page(kept, (kept[-1].first_position,) if len(rest) > page.limit else None)


def read_history(app: Application, caller: Caller, stream_id: UUID, filters: dict[str, Any], page: PageRequest) -> Page:
    """What was known at one moment and true at another: the events, and the state they fold to."""
    after = int(page.after[0]) if page.after else 0
    found = histories_of(app).history(
        Reader(caller, filters["session"]), stream_id, _moment(filters), after, page.limit
    )
    last = found.events[-1].event.originator_version if found.more else None
    state = None if found.state is None else readable(found.state, found.manner)
    about = {"stream": stream_id, "versions": found.versions, "checkpoint": found.checkpoint, "state": state}
    return Page([line(entry, found.manner) for entry in found.events], None if last is None else (last,), about)


def explain_field(app: Application, caller: Caller, stream_id: UUID, filters: dict[str, Any]) -> dict[str, Any]:
    """Which event made a field what it is: who, why, when it happened and when it was recorded."""
    reader = Reader(caller, filters["session"])
    rested = histories_of(app).explanation(reader, stream_id, filters["field"], _moment(filters))
    found, manner = rested.found, rested.manner
    before = [line(entry, manner) for entry in found.before]
    value = readable(found.value, manner)
    told = {"field": found.field, "value": value, "set_by": line(found.set_by, manner), "before": before}
    return {**told, "checkpoint": rested.checkpoint}


def read_difference(app: Application, caller: Caller, stream_id: UUID, filters: dict[str, Any]) -> dict[str, Any]:
    """What changed from one moment to another: in what was known (axis recorded) or in what was true (occurred)."""
    earlier, later = (_on(filters["axis"], name, filters[key]) for key, name in (("earlier", "from"), ("later", "to")))
    rested = histories_of(app).difference(Reader(caller, filters["session"]), stream_id, earlier, later)
    manner = rested.manner
    return {
        "changes": [
            {
                "field": change.field,
                "before": readable(change.before, manner),
                "after": readable(change.after, manner),
                "set_by": line(change.set_by, manner) if change.set_by else None,
            }
            for change in rested.found
        ],
        "checkpoint": rested.checkpoint,
    }


def read_timeline(app: Application, caller: Caller, timeline_case_id: UUID, filters: dict[str, Any]) -> dict[str, Any]:
    """The events of a case in this store, in order of its log; for the timeline over all stores."""
    cut = Cut(filters["after"], filters["through"], filters["limit"])
    reader, flows = Reader(caller, filters["session"]), filters["flows"]
    found = histories_of(app).timeline(reader, timeline_case_id, flows, _moment(filters), cut)
    items = [line(entry, found.manner) for entry in found.events]
    return {**vars(found), "store": app.store.name, "items": items}


def _moment(filters: dict[str, Any]) -> AsOf:
    return AsOf(filters.get("as_of_recorded"), filters.get("as_of_occurred"))


def _on(axis: str, name: str, value: datetime | int) -> AsOf:
    """Raises Problem 422: what was true has no versions."""
    if axis == "recorded":
        return AsOf(recorded=value)
    if isinstance(value, int):
        raise invalid({name: ["version-on-occurred"]})
    return AsOf(occurred=value)
