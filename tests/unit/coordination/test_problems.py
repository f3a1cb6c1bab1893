"""Problems: reported without names, assigned to somebody competent, analysed once."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from contracts.coordination import ProblemAssigned
from contracts.vocabulary.coordination import AuthorityReach, CompetenceDomain, MeetingLevel, ReporterKind
from contracts.vocabulary.network import OrganisationType
from infra.eventstore.store import EventStore
from infra.kernel import NotFound, new_id
from infra.publishing import Publisher
from services.commissions.coordination import published
from services.commissions.coordination.application import CoordinationApplication
from services.commissions.coordination.domain import problem_item as p
from services.commissions.coordination.domain.participation import Authority
from services.commissions.coordination.domain.plain_text import TextNamesSomebody

MINISTRY = Authority(UUID(int=7), OrganisationType.HEALTH_AUTHORITY, AuthorityReach.CENTRAL)
COUNTY = Authority(UUID(int=8), OrganisationType.HEALTH_AUTHORITY, AuthorityReach.REGIONAL)


@pytest.fixture
def app() -> CoordinationApplication:
    return CoordinationApplication(EventStore.in_memory("coordination", Publisher("coordination", (published,))))


def report(app: CoordinationApplication, level: MeetingLevel = MeetingLevel.LOCAL, **changes: object) -> p.ProblemItem:
    problem = {"text": "Health insurance ends on the day of release", "reporter_kind": ReporterKind.PRACTITIONER}
    return app.report_problem(domain=CompetenceDomain.HEALTH, level=level, **problem | changes)


def test_a_problem_goes_its_way(app):
    problem = report(app, MeetingLevel.NATIONAL)
    app.assign_problem(problem.id, 1, MINISTRY, date(2025, 7, 16))
    assert app.record_analysis(problem.id, 2, "The register is updated weekly only").status == "analysed"
    told = ProblemAssigned.parse(app.store.recorder.messages[1].body["data"])
    assert (told.authority_id, told.due_on) == (MINISTRY.org_id, date(2025, 7, 16))


def test_a_message_never_carries_the_text(app):
    report(app, text="Beds are missing in winter")
    assert "Beds" not in str(app.store.recorder.messages)


@pytest.mark.parametrize("reach", [AuthorityReach.LOCAL, AuthorityReach.REGIONAL])
def test_a_national_problem_needs_a_central_authority(app, reach):
    problem = report(app, MeetingLevel.NATIONAL)
    with pytest.raises(p.NationalProblemNeedsCentralAuthority):
        app.assign_problem(problem.id, 1, Authority(COUNTY.org_id, COUNTY.org_type, reach))


def test_a_local_problem_may_go_to_any_authority(app):
    assert app.assign_problem(report(app).id, 1, COUNTY).status == "assigned"


def test_a_problem_is_assigned_once(app):
    problem = report(app)
    app.assign_problem(problem.id, 1, COUNTY)
    with pytest.raises(p.ProblemAlreadyAssigned):
        app.assign_problem(problem.id, 2, MINISTRY)


def test_only_an_assigned_problem_is_analysed_and_once(app):
    problem = report(app)
    with pytest.raises(p.ProblemNotAssigned):
        app.record_analysis(problem.id, 1, "Looked at")
    app.assign_problem(problem.id, 1, COUNTY)
    app.record_analysis(problem.id, 2, "Looked at")
    with pytest.raises(p.ProblemAlreadyAnalysed):
        app.record_analysis(problem.id, 3, "Looked at")


def test_no_text_of_a_problem_names_somebody(app):
    with pytest.raises(TextNamesSomebody):
        report(app, text="Call Rosa on (92) 98765-4321")
    problem = report(app)
    app.assign_problem(problem.id, 1, COUNTY)
    with pytest.raises(TextNamesSomebody):
        app.record_analysis(problem.id, 2, "See case 0000001-45.2025.8.04.0001")


def test_a_problem_of_a_meeting_needs_the_meeting(app):
    with pytest.raises(NotFound):
        report(app, meeting_id=new_id())
