"""Pre-release cases: meet, be answered, get documents, follow the day of the release, become a person's."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from contracts.vocabulary.rights import LegalBasis
from infra.sealed import AccessContext
from infra.web.answers import Changed, Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.schemas import EmptyBody
from services.intake.people import access
from services.intake.people.applications.pre_release import PreReleaseApplication as Cases
from services.intake.people.domain.pre_release_case import PreReleaseCase
from services.intake.people.schemas import pre_release as schemas
from services.intake.people.views.pre_release_cases import CaseLine, Wanted

blp = Blueprint("pre-release-cases", url_prefix="/v1/pre-release-cases", application=Cases)
ONE = "/<uuid:pre_release_case_id>"
WRITE = "prereleases:write"


@blp.command("", schemas.CaseBody, scope=WRITE, creates=True)
def open_case(app: Cases, body: dict[str, Any], caller: Caller) -> Created:
    """Open a case for somebody whom no list named."""
    access.works_in(caller, body["office_id"])
    case = app.open_case(**{**body, "missing_documents": tuple(body["missing_documents"])})
    return Created(case.id, case.version)


@blp.command(f"{ONE}/meeting", EmptyBody, scope=WRITE)
def hold_meeting(app: Cases, body: dict[str, Any], caller: Caller, pre_release_case_id: UUID, expected: int) -> Changed:
    """The office has met the person inside and told what there is."""
    _may(app, caller, pre_release_case_id)
    return _changed(app.hold_meeting(pre_release_case_id, expected))


@blp.command(f"{ONE}/answer", schemas.AnswerBody, scope=WRITE)
def record_answer(
    app: Cases, body: dict[str, Any], caller: Caller, pre_release_case_id: UUID, expected: int
) -> Changed:
    """What the person wants; a no is as good as a yes, and both may change."""
    _may(app, caller, pre_release_case_id)
    return _changed(app.answer(pre_release_case_id, expected, body["accepts"]))


@blp.command(f"{ONE}/document-request", schemas.DocumentBody, scope=WRITE)
def request_document(
    app: Cases, body: dict[str, Any], caller: Caller, pre_release_case_id: UUID, expected: int
) -> Changed:
    """A missing document was asked for where it is issued."""
    _may(app, caller, pre_release_case_id)
    return _changed(app.request_document(pre_release_case_id, expected, body["document"]))


@blp.command(f"{ONE}/document-issue", schemas.DocumentBody, scope=WRITE)
def record_document_issue(
    app: Cases, body: dict[str, Any], caller: Caller, pre_release_case_id: UUID, expected: int
) -> Changed:
    """A requested document is there."""
    _may(app, caller, pre_release_case_id)
    return _changed(app.document_issued(pre_release_case_id, expected, body["document"]))


@blp.command(f"{ONE}/document-handover", EmptyBody, scope=WRITE)
def hand_over_documents(
    app: Cases, body: dict[str, Any], caller: Caller, pre_release_case_id: UUID, expected: int
) -> Changed:
    """The person has all issued documents in hand."""
    _may(app, caller, pre_release_case_id)
    return _changed(app.hand_over_documents(pre_release_case_id, expected))


@blp.command(f"{ONE}/release-date", schemas.ReleaseDateBody, scope=WRITE)
def change_release_date(
    app: Cases, body: dict[str, Any], caller: Caller, pre_release_case_id: UUID, expected: int
) -> Changed:
    """The release is expected on another day."""
    _may(app, caller, pre_release_case_id)
    return _changed(app.change_release_date(pre_release_case_id, expected, **body))


@blp.command(f"{ONE}/release", EmptyBody, scope=WRITE)
def record_release(
    app: Cases, body: dict[str, Any], caller: Caller, pre_release_case_id: UUID, expected: int
) -> Changed:
    """The person is out; the 48 hours to the first contact begin, if the person allows a contact."""
    _may(app, caller, pre_release_case_id)
    return _changed(app.release(pre_release_case_id, expected))


@blp.command(f"{ONE}/release-revocation", schemas.RevocationBody, scope=WRITE)
def revoke_release(
    app: Cases, body: dict[str, Any], caller: Caller, pre_release_case_id: UUID, expected: int
) -> Changed:
    """The person is still inside: no first contact is due, and nobody outside is called."""
    _may(app, caller, pre_release_case_id)
    return _changed(app.revoke_release(pre_release_case_id, expected, **body))


@blp.command(f"{ONE}/first-contact", schemas.FirstContactBody, scope=WRITE)
def record_first_contact(
    app: Cases, body: dict[str, Any], caller: Caller, pre_release_case_id: UUID, expected: int
) -> Changed:
    """The office has reached the person after the release, with the person's consent, or the person came."""
    _may(app, caller, pre_release_case_id)
    return _changed(app.make_first_contact(pre_release_case_id, expected, **body))


@blp.command(f"{ONE}/person", schemas.LinkBody, scope=WRITE)
def link_person(app: Cases, body: dict[str, Any], caller: Caller, pre_release_case_id: UUID, expected: int) -> Changed:
    """The case is this registered person's, who has accepted."""
    _may(app, caller, pre_release_case_id)
    access.attends(caller, app.person(body["person_id"]))
    return _changed(app.link(pre_release_case_id, expected, body["person_id"]))


@blp.command(f"{ONE}/office", schemas.OfficeBody, scope=WRITE)
def assign_office(
    app: Cases, body: dict[str, Any], caller: Caller, pre_release_case_id: UUID, expected: int
) -> Changed:
    """Hand the case over to another office of the state; this one sees it no more."""
    _may(app, caller, pre_release_case_id)
    return _changed(app.assign(pre_release_case_id, expected, **body))


@blp.command(f"{ONE}/duplicate-decision", schemas.DuplicateDecisionBody, scope=WRITE)
def decide_duplicate(
    app: Cases, body: dict[str, Any], caller: Caller, pre_release_case_id: UUID, expected: int
) -> Changed:
    """What people found of two cases that may be one person's; the other one is left as it is."""
    _may(app, caller, pre_release_case_id)
    return _changed(app.settle(pre_release_case_id, expected, **body, offices=caller.offices))


@blp.query(ONE, schemas.CaseAnswer, scope="prereleases:read")
def read_case(app: Cases, caller: Caller, pre_release_case_id: UUID) -> Found:
    """One case with its name; who read it is on record."""
    case = _may(app, caller, pre_release_case_id)
    said = {"id": case.id, "name": app.name(case, _opening(caller)), **_resemblance(app, caller, case)}
    shown = {**vars(case), **said, "meeting_held": case.met, "first_contact_made": case.contacted}
    shown["first_contact"] = case.first_contact
    return Found(shown, case.version)


@blp.query_list("", schemas.CaseLineAnswer, scope="prereleases:read", filters=schemas.CaseFilters)
def list_cases(app: Cases, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """An office's cases by the expected day of release: all, who lacks a document, who may be there twice."""
    access.works_in(caller, filters["office_id"])
    wanted = Wanted(filters["missing_document"], filters["possible_duplicates"], filters["first_contact"])
    found = app.cases(filters["office_id"], wanted, _opening(caller), page.limit + 1, page.after)
    shown = [_shown(line, name) for line, name in found[: page.limit]]
    return Page(shown, found[page.limit - 1][0].key if len(found) > page.limit else None)


def _may(app: Cases, caller: Caller, case_id: UUID) -> PreReleaseCase:
    case = app.case(case_id)
    access.works_in(caller, case.office_id)
    return case


def _shown(line: CaseLine, name: Any) -> dict[str, Any]:
    derived = {
        "expected_release_on": line.expected_release_on,
        "possible_duplicate": bool(line.resembles),
        "documents_handed_over": not line.missing_documents,
    }
    return {**vars(line), "name": name, **derived}


def _resemblance(app: Cases, caller: Caller, case: PreReleaseCase) -> dict[str, Any]:
    """Cases of other offices are not named: that there is one is all that this office needs to know."""
    found = app.resemblance(case.id)
    others = [*found.others.values()] if found else []
    own = {other.case_id for other in others if other.office_id in caller.offices}
    return {
        "possible_duplicates": sorted(own),
        "resembles_elsewhere": len(own) < len(others),
        "same_as": found.same_as if found and found.same_as in own else None,
        "known_persons": app.known_persons(case, caller.offices),
    }


def _opening(caller: Caller) -> AccessContext:
    return caller.opening("pre-release", LegalBasis.PUBLIC_POLICY)


def _changed(case: PreReleaseCase) -> Changed:
    return Changed(case.version)
