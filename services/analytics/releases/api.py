"""HTTP resources of releases: what is published of a closed period, version by version, and what each one changed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Changed, Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.schemas import EmptyBody
from services.analytics.releases import access, schemas
from services.analytics.releases.application import ReleasesApplication as Releases
from services.analytics.releases.domain.release import Release, Version

blp = Blueprint("releases", url_prefix="/v1/releases", application=Releases)
ONE = "/<uuid:release_id>"
VERSION = f"{ONE}/versions/<int:number>"


@blp.command("", schemas.ReleaseBody, scope="indicators:write", creates=True, everywhere=True)
def publish_release(app: Releases, body: dict[str, Any], caller: Caller) -> Created:
    """Publish a period that is over; published before, it is answered as it is."""
    release = app.publish(**body)
    return Created(release.id, release.version, {"versions": len(release.versions)})


@blp.command(f"{ONE}/revision", EmptyBody, scope="indicators:write", everywhere=True)
def revise_release(app: Releases, body: dict[str, Any], caller: Caller, release_id: UUID, expected: int) -> Changed:
    """Publish a re-opened period again, with a note, unless the difference would tell of a few people."""
    release = app.revise(release_id, expected)
    return Changed(release.version, {"versions": len(release.versions)})


@blp.query(ONE, schemas.ReleaseAnswer, scope="indicators:read", everywhere=True)
def read_release(app: Releases, caller: Caller, release_id: UUID) -> Found:
    """The versions of a release with their notes, and whether something has come in since."""
    release = app.release(release_id)
    return Found(_shown(caller, release), release.version)


@blp.query_list("", schemas.ReleaseAnswer, scope="indicators:read", filters=schemas.ReleasesFilters, everywhere=True)
def list_releases(app: Releases, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """What is published of a period, by indicator."""
    after = page.after[0] if page.after else ""
    found = [release for release in app.of_period(filters["period"]) if release.indicator_id > after]
    kept = found[: page.limit]
    return Page([_shown(caller, one) for one in kept], (kept[-1].indicator_id,) if len(found) > page.limit else None)


@blp.query(
    VERSION, schemas.VersionTableAnswer, scope="indicators:read", filters=schemas.VersionFilters, everywhere=True
)
def read_version(
    app: Releases, caller: Caller, release_id: UUID, number: int, filters: dict[str, Any]
) -> dict[str, Any]:
    """A version's table by a breakdown; hidden numbers are null and marked as suppressed."""
    version, rows = app.table(release_id, number, frozenset(filters["by"]), filters.get("uf"))
    return {**_version(caller, version), "rows": rows}


@blp.query(
    f"{VERSION}/difference", schemas.VersionTableAnswer, scope="indicators:read", filters=schemas.VersionFilters,
    everywhere=True,
)  # fmt: skip
def read_difference(
    app: Releases, caller: Caller, release_id: UUID, number: int, filters: dict[str, Any]
) -> dict[str, Any]:
    """What a version changed of the one before; null where either of them hides the number."""
    version, rows = app.change(release_id, number, frozenset(filters["by"]), filters.get("uf"))
    return {**_version(caller, version), "rows": rows}


def _shown(caller: Caller, release: Release) -> dict[str, Any]:
    versions = [_version(caller, version) for version in release.versions]
    return {**vars(release), "id": release.id, "reopened": release.reopened, "versions": versions}


def _version(caller: Caller, version: Version) -> dict[str, Any]:
    return {**vars(version), "late_entries": access.late_entries(caller, version)}
