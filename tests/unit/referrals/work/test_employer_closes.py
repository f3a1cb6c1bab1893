"""PL12 for work: an employer closes with candidates that wait, and with somebody at work."""

from __future__ import annotations

from uuid import uuid4

import pytest

from services.referrals.network.domain import partner_refusals
from services.referrals.work.applications.closing import AtEmployer
from services.referrals.work.domain import candidate_refusals
from tests.unit.referrals.house import GRANT
from tests.unit.referrals.test_closing import Closings
from tests.unit.referrals.work.house import WorkHouse


def test_nobody_waits_any_more_and_what_was_shown_is_recalled(house: WorkHouse) -> None:
    employer = house.employer()
    vacancy = house.vacancy(employer, slots=2)
    waiting = house.presented(vacancy, person_id=uuid4(), grant_id=uuid4())
    hired = house.selected(vacancy)
    placement = house.placed(hired)
    app = Closings(house.store)
    app.work = AtEmployer((vacancy.id,), (waiting.id, hired.id))
    app.close_partner(employer.id, house.network.partner(employer.id).version)
    ended, kept = house.candidates.candidate(waiting.id), house.candidates.candidate(hired.id)
    assert (ended.status, ended.reason) == ("not_selected", "employer_closed")
    assert (kept.status, house.placements.placement(placement.id).running) == ("selected", True)
    assert house.vacancies.vacancy(vacancy.id).closed
    assert house.waits("DL17", hired.id, str(GRANT)).status == "open"
    for candidate in (ended, kept):
        with pytest.raises(candidate_refusals.CandidateRecalled):
            house.candidates.shared_fields(candidate, "employer")
    with pytest.raises(partner_refusals.PartnerClosed):
        house.vacancy(house.network.partner(employer.id))
