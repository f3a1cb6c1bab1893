"""HTTP resources of replays: open a session, close it, list them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Changed, Created, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.schemas import EmptyBody
from services.analytics.replays import access
from services.analytics.replays.application import ReplaysApplication
from services.analytics.replays.schemas import SessionAnswer, SessionBody, SessionFilters

blp = Blueprint("replay-sessions", url_prefix="/v1/replay-sessions", application=ReplaysApplication)


@blp.command("", SessionBody, scope="audit:replay", creates=True, everywhere=True)
def open_session(app: ReplaysApplication, body: dict[str, Any], caller: Caller) -> Created:
    """Say which history is read, why, and as known or as true when."""
    session = app.open_session(caller.subject, **body)
    return Created(session.id, session.version, {"status": session.status})


@blp.command("/<uuid:session_id>/closing", EmptyBody, scope="audit:replay")
def close_session(
    app: ReplaysApplication, body: dict[str, Any], caller: Caller, session_id: UUID, expected: int
) -> Changed:
    """Done reading."""
    access.opened_it(caller, app.session(session_id))
    session = app.close_session(session_id, expected)
    return Changed(session.version, {"status": session.status})


@blp.query_list("", SessionAnswer, scope="audit:replay", filters=SessionFilters, everywhere=True)
def list_sessions(app: ReplaysApplication, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """Who replayed what, and why."""
    lines = app.sessions(filters.get("case_stream"), page.after, page.limit + 1)
    kept = lines[: page.limit]
    return Page(kept, (kept[-1].session_id,) if len(lines) > page.limit else None)
