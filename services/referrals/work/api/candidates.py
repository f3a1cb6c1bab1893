"""HTTP resources of candidates: the office presents, the employer decides, and each sees its own side."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Afterwards, Changed, Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from infra.web.schemas import EmptyBody
from services.referrals.work import access
from services.referrals.work.applications.candidates import CandidatesApplication as Candidates
from services.referrals.work.domain.candidate import Candidate
from services.referrals.work.schemas import candidates as schemas

blp = Blueprint("candidates", url_prefix="/v1/candidates", application=Candidates)
shown = Blueprint("employer-candidates", url_prefix="/v1/employer-candidates", application=Candidates)
ONE = "/<uuid:candidate_id>"


@blp.command("", schemas.PresentationBody, scope="candidates:write", creates=True)
def present_candidate(app: Candidates, body: dict[str, Any], caller: Caller) -> Created:
    """Show an employer a person who allowed it."""
    access.works_in(caller, body["office_id"])
    candidate = app.present(**{**body, "shared_fields": frozenset(body["shared_fields"])})
    return Created(candidate.id, candidate.version)


@blp.command(f"{ONE}/selection", EmptyBody, scope="selections:write")
def select_candidate(
    app: Candidates, body: dict[str, Any], caller: Caller, candidate_id: UUID, expected: int
) -> Changed:
    """The employer takes the person, and keeps a position."""
    access.is_organisation(caller, app.candidate(candidate_id).candidacy.employer_id)
    return _changed(app.select(candidate_id, expected))


@blp.command(f"{ONE}/non-selection", schemas.NotSelectedBody, scope="selections:write")
def do_not_select_candidate(
    app: Candidates, body: dict[str, Any], caller: Caller, candidate_id: UUID, expected: int
) -> Changed:
    """The employer does not, and says why in one code."""
    access.is_organisation(caller, app.candidate(candidate_id).candidacy.employer_id)
    return _changed(app.do_not_select(candidate_id, expected, **body))


@blp.command(f"{ONE}/recall-confirmation", EmptyBody, scope="selections:write")
def confirm_recall(app: Candidates, body: dict[str, Any], caller: Caller, candidate_id: UUID, expected: int) -> Changed:
    """The employer has deleted what it was shown."""
    access.is_organisation(caller, app.candidate(candidate_id).candidacy.employer_id)
    return _changed(app.confirm_recall(candidate_id, expected))


@blp.command(f"{ONE}/withdrawal", EmptyBody, scope="candidates:write")
def withdraw_candidate(
    app: Candidates, body: dict[str, Any], caller: Caller, candidate_id: UUID, expected: int
) -> Changed:
    """The person does not want it, or not any more; no reason is asked."""
    access.works_in(caller, app.candidate(candidate_id).candidacy.office_id)
    return _changed(app.withdraw(candidate_id, expected))


@blp.query(ONE, schemas.CandidateAnswer, scope="candidates:read")
def read_candidate(app: Candidates, caller: Caller, candidate_id: UUID) -> Found:
    """One candidacy, for its office and its employer; the employer learns neither pseudonym nor office."""
    candidate = app.candidate(candidate_id)
    about = candidate.candidacy
    answer = _shown(candidate)
    if caller.org != about.employer_id:
        access.works_in(caller, about.office_id)
        answer |= {
            "person_id": app.person_of(candidate, caller.offices), "office_id": about.office_id,
            "grant_id": candidate.grant_id, "reason": candidate.reason,
        }  # fmt: skip
    return Found(answer, candidate.version)


@blp.query(f"{ONE}/shared-fields", schemas.CandidateFieldsAnswer, scope="candidates:read")
def read_candidate_fields(app: Candidates, caller: Caller, candidate_id: UUID) -> Afterwards:
    """What the employer may read of the person, at this moment; 410 once the consent is withdrawn."""
    candidate = app.candidate(candidate_id)
    access.is_organisation(caller, candidate.candidacy.employer_id)
    ask = app.shared_fields(candidate, caller.subject)
    return Afterwards(lambda: {"values": ask()})


@blp.query_list("", schemas.OfficeCandidateAnswer, scope="candidates:read", filters=schemas.OfOfficeFilters)
def list_office_candidates(app: Candidates, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """Whom an office has presented, and what became of it."""
    access.works_in(caller, filters["office_id"])
    found = app.of_office(filters["office_id"], caller.offices, page.limit + 1, page.after)
    return page_of(found, page, lambda candidate: (candidate.candidate_id,))


@shown.query_list("", schemas.ShownCandidateAnswer, scope="candidates:read", filters=schemas.ShownFilters)
def list_employer_candidates(app: Candidates, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """Whom the caller's organisation has to decide about, whom it took, and what it has to delete."""
    employer = access.organisation(caller)
    found = app.of_employer(employer, filters.get("vacancy_id"), page.limit + 1, page.after)
    return page_of(found, page, lambda candidate: (candidate.candidate_id,))


def _changed(candidate: Candidate) -> Changed:
    return Changed(candidate.version, {"status": candidate.status})


def _shown(candidate: Candidate) -> dict[str, Any]:
    about = candidate.candidacy
    return {
        "candidate_id": candidate.id, "vacancy_id": about.vacancy_id, "employer_id": about.employer_id,
        "status": candidate.status, "shared_fields": candidate.shared_fields,
        "recall_due_at": candidate.recall_due_at, "recall_confirmed": candidate.recall_confirmed,
    }  # fmt: skip
