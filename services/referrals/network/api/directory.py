"""HTTP resources of directories: parse, call, answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Changed, Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from infra.web.schemas import EmptyBody
from services.referrals.network import access
from services.referrals.network.directory.application import DirectoryApplication as Directories
from services.referrals.network.directory.contents import from_text
from services.referrals.network.schemas import directory as schemas

blp = Blueprint("directory", url_prefix="/v1/directory-organizations", application=Directories)
entries = Blueprint("directory-entries", url_prefix="/v1/directory-entries", application=Directories)
ONE = "/<uuid:entry_id>"


@blp.query_list(
    "", schemas.DirectoryLineAnswer, scope="partners:read", filters=schemas.DirectoryFilters, everywhere=True
)
def list_organizations(app: Directories, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """Partners with their sites and services, then what was imported, in the form of HSDS 3.1."""
    found = app.organizations(filters.get("uf"), filters["history"], page.limit + 1, page.after)
    return page_of(found, page, lambda line: (line.rank, line.id))


@entries.command("", schemas.EntryBody, scope="partners:write", creates=True)
def import_entry(app: Directories, body: dict[str, Any], caller: Caller) -> Created:
    """Keep an organization as another directory describes it; the same one again changes nothing."""
    access.in_reach(caller, body["uf"])
    entry = app.import_entry(body["directory"], body["uf"], body["organization"])
    return Created(entry.id, entry.version)


@entries.command(f"{ONE}/details", schemas.EntryDetails, scope="partners:write")
def replace_entry(app: Directories, body: dict[str, Any], caller: Caller, entry_id: UUID, expected: int) -> Changed:
    """As the directory has it now."""
    access.in_reach(caller, app.entry(entry_id).uf)
    return Changed(app.replace_entry(entry_id, expected, body["organization"]).version)


@entries.command(f"{ONE}/removal", EmptyBody, scope="partners:write")
def drop_entry(app: Directories, body: dict[str, Any], caller: Caller, entry_id: UUID, expected: int) -> Changed:
    """It stands in that directory no more."""
    access.in_reach(caller, app.entry(entry_id).uf)
    return Changed(app.drop_entry(entry_id, expected).version)


@entries.query(ONE, schemas.EntryAnswer, scope="partners:read", everywhere=True)
def read_entry(app: Directories, caller: Caller, entry_id: UUID) -> Found:
    """One entry, also after it was dropped."""
    entry = app.entry(entry_id)
    return Found({**vars(entry), "id": entry.id, "organization": from_text(entry.contents)}, entry.version)


@entries.query_list("", schemas.ListedEntryAnswer, scope="partners:read", filters=schemas.EntryFilters, everywhere=True)
def list_entries(app: Directories, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """What was imported, of one directory or all, of one state or all; contents by their digest."""
    found = app.entries(filters.get("directory"), filters.get("uf"), page.limit + 1, page.after)
    return page_of(found, page, lambda line: (line.entry_id,))
