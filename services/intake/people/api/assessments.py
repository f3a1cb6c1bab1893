"""Needs assessments: start, talk domain by domain, complete, revise; and the methodologies there are."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from contracts.vocabulary.care import IdentityMarker, NeedDomain, NeedSituation
from contracts.vocabulary.rights import LegalBasis
from infra.web.answers import Changed, Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from infra.web.schemas import EmptyBody
from services.intake.people import access
from services.intake.people.applications.assessments import AssessmentsApplication, Opened, Proposed
from services.intake.people.domain.needs_assessment import NeedsAssessment
from services.intake.people.methodologies import methodologies
from services.intake.people.schemas.assessments import (
    AssessmentAnswer,
    AssessmentBody,
    AssessmentHeader,
    DomainBody,
    FamilyMapBody,
    IdentityMarkerBody,
    MethodologyAnswer,
    ProposalsAnswer,
    StrengthBody,
)

blp = Blueprint("assessments", url_prefix="/v1/assessments", application=AssessmentsApplication)
of_persons = Blueprint(
    "assessments-of-person", url_prefix="/v1/persons/<uuid:person_id>/assessments", application=AssessmentsApplication
)
methods = Blueprint("methodologies", url_prefix="/v1/methodologies", application=AssessmentsApplication)


@blp.command("", AssessmentBody, scope="assessments:write", creates=True)
def start_assessment(app: AssessmentsApplication, body: dict[str, Any], caller: Caller) -> Created:
    """Begin to talk about what a person needs, by the methodology's version of the day."""
    access.attends(caller, app.person(body["person_id"]))
    assessment = app.start(professional=caller.subject, **body)
    return Created(assessment.id, assessment.version, {"methodology_version": assessment.methodology_version})


@blp.command("/<uuid:assessment_id>/domains", DomainBody, scope="assessments:write")
def assess_domain(
    app: AssessmentsApplication, body: dict[str, Any], caller: Caller, assessment_id: UUID, expected: int
) -> Changed:
    """How the person stands in a need domain, with the person's own priority beside the professional's."""
    _works_on(app, caller, assessment_id)
    return Changed(app.assess(assessment_id, expected, **body).version)


@blp.command("/<uuid:assessment_id>/strengths", StrengthBody, scope="assessments:write")
def record_strength(
    app: AssessmentsApplication, body: dict[str, Any], caller: Caller, assessment_id: UUID, expected: int
) -> Changed:
    """What the person can build on."""
    _works_on(app, caller, assessment_id)
    return Changed(app.record_strength(assessment_id, expected, **body).version)


@blp.command("/<uuid:assessment_id>/identity-markers", IdentityMarkerBody, scope="assessments:write")
def describe_identity(
    app: AssessmentsApplication, body: dict[str, Any], caller: Caller, assessment_id: UUID, expected: int
) -> Changed:
    """Who the person says to be, in own words; asked, never inferred."""
    _works_on(app, caller, assessment_id)
    return Changed(app.describe_identity(assessment_id, expected, **body).version)


@blp.command("/<uuid:assessment_id>/family-map", FamilyMapBody, scope="assessments:write")
def record_family_map(
    app: AssessmentsApplication, body: dict[str, Any], caller: Caller, assessment_id: UUID, expected: int
) -> Changed:
    """Who belongs to the person's life."""
    _works_on(app, caller, assessment_id)
    return Changed(app.record_family_map(assessment_id, expected, **body).version)


@blp.command("/<uuid:assessment_id>/completion", EmptyBody, scope="assessments:write")
def complete_assessment(
    app: AssessmentsApplication, body: dict[str, Any], caller: Caller, assessment_id: UUID, expected: int
) -> Changed:
    """End it as it is: what nobody talked about is noted as skipped."""
    _works_on(app, caller, assessment_id)
    assessment = app.complete(assessment_id, expected)
    return Changed(assessment.version, {"skipped_items": len(assessment.skipped_items)})


@blp.command("/<uuid:assessment_id>/revision", EmptyBody, scope="assessments:write")
def revise_assessment(
    app: AssessmentsApplication, body: dict[str, Any], caller: Caller, assessment_id: UUID, expected: int
) -> Changed:
    """Take a completed one up again."""
    _works_on(app, caller, assessment_id)
    return Changed(app.revise(assessment_id, expected, caller.subject).version)


@blp.query("/<uuid:assessment_id>", AssessmentAnswer, scope="assessments:read")
def read_assessment(app: AssessmentsApplication, caller: Caller, assessment_id: UUID) -> Found:
    """One assessment with all that was said; for the professionals of the office."""
    _works_on(app, caller, assessment_id)
    found, said = app.opened(assessment_id, caller.opening("assessment", LegalBasis.PUBLIC_POLICY))
    return Found(_whole(found, said), found.version)


@blp.query("/<uuid:assessment_id>/proposals", ProposalsAnswer, scope="assessments:read")
def read_proposals(app: AssessmentsApplication, caller: Caller, assessment_id: UUID) -> dict[str, Any]:
    """What could be worked on, and where offers for it are listed: the person chooses, and nothing is sent."""
    _works_on(app, caller, assessment_id)
    found, proposed = app.proposals(assessment_id, caller.opening("assessment", LegalBasis.PUBLIC_POLICY))
    return {
        "assessment_id": found.id, "status": found.status,
        "proposals": [{"domain": domain, "offers": _offers(domain, proposed)} for domain in proposed.domains],
    }  # fmt: skip


@of_persons.query_list("", AssessmentHeader, scope="assessments:read")
def list_assessments(
    app: AssessmentsApplication, caller: Caller, filters: dict[str, Any], page: PageRequest, person_id: UUID
) -> Page:
    """The person's assessments, the latest first: headers only."""
    access.knows(caller, app.person(person_id))
    found = app.of_person(person_id, page.limit + 1, page.after)
    return page_of(found, page, lambda line: (line.assessment_id,))


@methods.query_list("", MethodologyAnswer, scope="assessments:read", everywhere=True)
def list_methodologies(app: AssessmentsApplication, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """All versions of all methodologies, with the days on which each is in force."""
    after = page.after[0] if page.after else 0
    found = [(number, m) for number, m in enumerate(methodologies(), 1) if number > after][: page.limit + 1]
    answered = page_of(found, page, lambda one: (one[0],))
    items = [
        {
            "methodology": m.id, "methodology_version": m.version, "in_force_from": m.in_force_from,
            "in_force_until": m.in_force_until, "items": [item.code for item in m.items],
        }
        for _, m in answered.items
    ]  # fmt: skip
    return Page(items, answered.next)


def _works_on(app: AssessmentsApplication, caller: Caller, assessment_id: UUID) -> None:
    access.works_in(caller, app.leading(assessment_id))


def _offers(domain: NeedDomain, proposed: Proposed) -> str:
    """Offers are public in the network: who asks for them asks referrals with a credential of his or her own."""
    asked = {"need_domain": domain.value, "uf": proposed.uf, "near": proposed.municipality_ibge7}
    return f"/referrals/v1/offers?{urlencode(asked)}"


def _whole(found: NeedsAssessment, said: Opened) -> dict[str, Any]:
    own = ("person_id", "office_id", "methodology", "methodology_version", "professional", "status", "answered_by")
    return {
        "assessment_id": found.id,
        **{name: getattr(found, name) for name in own},
        "started_at": found.created_on,
        "domains": [_assessed(domain, answer) for domain, answer in said.domains.items() if answer],
        "strengths": [strength for strength in said.strengths if strength],
        "identity": [{**d, "marker": IdentityMarker(d["marker"])} for d in said.identity if d],
        "family_map": said.family_map,
        "skipped_items": found.skipped_items,
    }


def _assessed(domain: NeedDomain, answer: dict[str, Any]) -> dict[str, Any]:
    return {"domain": domain, **answer, "situation": NeedSituation(answer["situation"])}
