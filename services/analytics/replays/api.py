"""HTTP resources of replays: open a session, close it, list them, and read a case over all stores inside one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Afterwards, Changed, Created, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.schemas import EmptyBody
from services.analytics.replays import access
from services.analytics.replays.application import Replayed, ReplaysApplication
from services.analytics.replays.case_stores import Place
from services.analytics.replays.domain.replay_session import ReplaySessionNeeded
from services.analytics.replays.schemas import (
    CaseAbout,
    CaseEventAnswer,
    SessionAnswer,
    SessionBody,
    SessionFilters,
)

replays = Blueprint("replays", url_prefix="/v1/replays", application=ReplaysApplication)
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


@replays.query_list("/<uuid:replayed_case_id>", CaseEventAnswer, scope="audit:replay", about=CaseAbout, everywhere=True)
def replay_case(
    app: ReplaysApplication, caller: Caller, replayed_case_id: UUID, filters: dict[str, Any], page: PageRequest
) -> Afterwards:
    """One timeline of a case over all open stores, whole or 503, inside the auditor's open session for it."""
    session = app.open_session_of(caller.subject, replayed_case_id)
    begun, places = _places(page)
    if begun not in (None, session.id):
        raise ReplaySessionNeeded
    return Afterwards(lambda: _page(app.replay(caller, session, places, page.limit)))


def _places(page: PageRequest) -> tuple[UUID | None, tuple[Place, ...]]:
    """Under which session a paging began, and where the page begins in each store."""
    if page.after is None:
        return None, ()
    session_id, *places = page.after
    return UUID(session_id), tuple(Place(store, UUID(of), after, through) for store, of, after, through in places)


def _page(found: Replayed) -> Page:
    session, page = found.session, found.page
    about = {
        "session_id": session.id, "case_id": session.case_stream, "as_known_at": session.as_known_at,
        "as_true_at": session.as_true_at, "complete": not any(part.withheld for part in page.parts),
        "stores": [{**vars(part), "streams": len(part.streams)} for part in page.parts],
    }  # fmt: skip
    following = page.following
    places = [[p.store, p.session_id, p.after, p.through] for p in following] if following else []
    return Page(page.items, (session.id, *places) if following else None, about)
