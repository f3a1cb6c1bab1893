"""Duplicate pairs: list, flag, dismiss, merge and undo, for who has both records in his or her territory."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from contracts.vocabulary.rights import LegalBasis
from infra.web.answers import Changed, Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from infra.web.schemas import EmptyBody
from services.intake.people import access
from services.intake.people.applications.duplicates import DuplicatesApplication as Duplicates
from services.intake.people.domain.duplicate_pair import DuplicatePair
from services.intake.people.schemas import duplicates as schemas

blp = Blueprint("duplicate-pairs", url_prefix="/v1/duplicate-pairs", application=Duplicates)
ONE = "/<uuid:pair_id>"


@blp.command("", schemas.FlagBody, scope="duplicates:write", creates=True)
def flag_possible_duplicate(app: Duplicates, body: dict[str, Any], caller: Caller) -> Created:
    """Two records may be one person's: somebody said so, or was recognised."""
    one, other = app.side(body["person_id"]), app.side(body["other_id"])
    access.covers_both(caller, one, other)
    pair = app.flag(one, other, body["reason"])
    return Created(pair.id, pair.version)


@blp.command(f"{ONE}/dismissal", schemas.DismissalBody, scope="duplicates:write")
def dismiss_pair(app: Duplicates, body: dict[str, Any], caller: Caller, pair_id: UUID, expected: int) -> Changed:
    """They are two people's; the matcher does not ask again for the same reasons."""
    access.covers_both(caller, *app.sides(app.pair(pair_id)))
    return _changed(app.dismiss(pair_id, expected, body["reason"]))


@blp.command(f"{ONE}/merge", schemas.MergeBody, scope="persons:merge")
def confirm_merge(app: Duplicates, body: dict[str, Any], caller: Caller, pair_id: UUID, expected: int) -> Changed:
    """They are one person's: linked, with nothing deleted, until the merge is undone."""
    access.covers_both(caller, *app.sides(app.pair(pair_id)))
    return _changed(app.merge(pair_id, expected, body["survivor_id"]))


@blp.command(f"{ONE}/undoing", EmptyBody, scope="persons:merge")
def undo_merge(app: Duplicates, body: dict[str, Any], caller: Caller, pair_id: UUID, expected: int) -> Changed:
    """The merge was wrong: both records stand as before."""
    access.covers_both(caller, *app.sides(app.pair(pair_id)))
    return _changed(app.undo(pair_id, expected))


@blp.query(ONE, schemas.PairAnswer, scope="duplicates:read")
def read_pair(app: Duplicates, caller: Caller, pair_id: UUID) -> Found:
    """Why the two may be one, and how each is called, as far as the caller works with them."""
    pair = app.pair(pair_id)
    sides = app.sides(pair)
    access.covers_both(caller, *sides)
    names = app.names(pair, caller.offices, caller.opening("duplicates", LegalBasis.PUBLIC_POLICY))
    named = [{**vars(side), "display_name": names.get(side.person_id)} for side in sides]
    shown = {name: getattr(pair, name) for name in ("status", "score", "reasons", "dismissal", "survivor_id")}
    return Found({"pair_id": pair.id, **shown, "sides": named}, pair.version)


@blp.query_list("", schemas.PairLineAnswer, scope="duplicates:read", filters=schemas.PairFilters)
def list_pairs(app: Duplicates, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """What waits for a decision in the caller's territory, the likeliest first."""
    found = app.pairs(filters["status"], access.territory(caller), page.limit + 1, page.after)
    return page_of(found, page, lambda line: line.key)


def _changed(pair: DuplicatePair) -> Changed:
    return Changed(pair.version, {"status": pair.status})
