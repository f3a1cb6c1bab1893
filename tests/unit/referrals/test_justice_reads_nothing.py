"""What justice learns of people through referrals: nothing that they have not brought there themselves (R3, R6)."""

from __future__ import annotations

import pytest

from contracts.vocabulary.network import OrganisationType
from scripts.roles import ROLES
from services.referrals.network.domain import partner_refusals as p
from tests.unit.referrals.house import House

SUPERVISING = (OrganisationType.COURT, OrganisationType.PROBATION, OrganisationType.PROSECUTION)
OF_PEOPLE = ("persons:", "receptions:", "plans:", "assessments:", "statements:", "placements:", "candidates:")
# The teams of offices, the partner that serves, the employer that was chosen, and a store that calls another one.
WORK_WITH_PEOPLE = {
    "receptionist", "social_worker", "office_coordinator", "partner", "employer", "network_manager", "service",
    "register_keeper",
}  # fmt: skip


@pytest.mark.parametrize("org_type", SUPERVISING)
def test_who_judges_or_supervises_is_a_partner_and_serves_nobody(house: House, org_type: OrganisationType) -> None:
    with pytest.raises(p.NeverARecipient):
        house.offer(house.active(org_type))


@pytest.mark.parametrize("org_type", SUPERVISING)
def test_nobody_is_sent_there_over_an_offer_of_before(house: House, org_type: OrganisationType) -> None:
    partner = house.active()
    house.offer(partner)
    partner.org_type = org_type
    with pytest.raises(p.NeverARecipient):
        partner.refuse_unless_receiving()


def test_who_defends_serves(house: House) -> None:
    assert house.offer(house.active(OrganisationType.PUBLIC_DEFENDER)).slots == 2


def test_no_role_of_a_court_reads_of_people() -> None:
    reading = {
        role for role, scopes in ROLES.items() if any(scope.startswith((*OF_PEOPLE, "referrals:")) for scope in scopes)
    }
    assert reading == WORK_WITH_PEOPLE


def test_a_statement_is_issued_by_the_team_alone() -> None:
    """On the person's request (R6): nobody else has the scope, so no court can ask the platform for one."""
    assert {role for role, scopes in ROLES.items() if "statements:write" in scopes} == {"social_worker"}
