"""HTTP resources of the seal of employers; who bears it is open to everybody in the network."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Changed, Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from services.referrals.work import access
from services.referrals.work.applications.seals import SealsApplication as Seals
from services.referrals.work.domain.employer_seal import EmployerSeal
from services.referrals.work.schemas import seals as schemas

blp = Blueprint("employer-seals", url_prefix="/v1/employer-seals", application=Seals)
ONE = "/<uuid:seal_id>"


@blp.command("", schemas.SealBody, scope="seals:write", creates=True)
def grant_seal(app: Seals, body: dict[str, Any], caller: Caller) -> Created:
    """For a year, to an employer that has taught or hired somebody."""
    access.in_territory(caller, app.territory(body["employer_id"]))
    seal = app.grant(**body)
    return Created(seal.id, seal.version, {"valid_until": seal.valid_until.isoformat()})


@blp.command(f"{ONE}/renewal", schemas.ProofBody, scope="seals:write")
def renew_seal(app: Seals, body: dict[str, Any], caller: Caller, seal_id: UUID, expected: int) -> Changed:
    """For another year, in the last 60 days of this one."""
    access.in_territory(caller, app.seal(seal_id).workplace.uf)
    seal = app.renew(seal_id, expected, **body)
    return Changed(seal.version, {"valid_until": seal.valid_until.isoformat()})


@blp.query(ONE, schemas.WholeSealAnswer, scope="seals:read", everywhere=True)
def read_seal(app: Seals, caller: Caller, seal_id: UUID) -> Found:
    """One seal, lapsed or not."""
    seal = app.seal(seal_id)
    return Found(_shown(seal), seal.version)


@blp.query_list("", schemas.ListedSealAnswer, scope="seals:read", filters=schemas.SealFilters, everywhere=True)
def list_seals(app: Seals, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """Who bears the seal, in one state or all."""
    found = app.seals(filters.get("uf"), page.limit + 1, page.after)
    return page_of(found, page, lambda seal: (seal.seal_id,))


def _shown(seal: EmployerSeal) -> dict[str, Any]:
    return {
        "seal_id": seal.id, "employer_id": seal.employer_id, "uf": seal.workplace.uf, "ground": seal.ground,
        "valid_until": seal.valid_until, "lapsed": seal.lapsed,
    }  # fmt: skip
