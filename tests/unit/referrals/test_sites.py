"""Sites: where a partner serves people, and what is refused of such a description."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from contracts.vocabulary.network import UF
from contracts.vocabulary.partners import Accessibility
from services.referrals.network.domain import partner_site as ps
from services.referrals.network.domain.partner_refusals import ClosingNotYet, NamesSomebody, PartnerClosed
from services.referrals.network.domain.place import Address, Hours, OpeningHoursContradict, Position, Premises
from services.referrals.network.sites import SitesApplication
from tests.unit.referrals.house import TODAY, House

ADDRESS = Address("Rua das Flores", "12", "Centro", "69000000")
MORNING = Hours(1, "08:00", "12:00")


def premises(**changes: Any) -> Premises:
    return Premises(**{"address": ADDRESS, "opening_hours": (MORNING,), **changes})


def site(house: House, **changes: Any) -> ps.PartnerSite:
    partner = house.active()
    return SitesApplication(house.store).add_site(partner.id, UF.AM, "1399991", "America/Manaus", premises(**changes))


def test_a_site_says_where_it_is_and_when_it_is_open(house: House) -> None:
    app, at = SitesApplication(house.store), Position(-3.1, -60.0)
    kept = site(house, accessibility=(Accessibility.STEP_FREE,), phone="+55 92 3000-0000", position=at)
    assert app.site(kept.id).premises == kept.premises
    changed = app.change_site(kept.id, 1, premises(opening_hours=()))
    assert changed.premises.opening_hours == ()
    assert app.partner(kept.partner_id).funnel == "active"


@pytest.mark.parametrize(
    "hours",
    [
        (Hours(1, "12:00", "08:00"),),
        (Hours(1, "12:00", "12:00"),),
        (MORNING, Hours(1, "11:59", "14:00")),
        (Hours(1, "09:00", "10:00"), Hours(1, "08:00", "12:00")),
    ],
)
def test_hours_that_contradict_each_other_are_refused(house: House, hours: tuple[Hours, ...]) -> None:
    with pytest.raises(OpeningHoursContradict):
        site(house, opening_hours=hours)
    with pytest.raises(OpeningHoursContradict):
        site(house).change(premises(opening_hours=hours))


def test_hours_of_other_days_and_one_after_the_other_are_fine(house: House) -> None:
    hours = (MORNING, Hours(1, "12:00", "18:00"), Hours(2, "08:00", "12:00"))
    assert site(house, opening_hours=hours).premises.opening_hours == hours


def test_an_address_holds_nobodys_number(house: House) -> None:
    with pytest.raises(NamesSomebody):
        site(house, address=Address("Rua A, falar com 529.982.247-25", "1", "Centro"))


def test_a_closed_site_stays_closed(house: House) -> None:
    kept = site(house)
    with pytest.raises(ClosingNotYet):
        kept.close(TODAY + timedelta(1))
    kept.close()
    assert kept.closed_on == TODAY
    with pytest.raises(ps.SiteClosed):
        kept.close()
    with pytest.raises(ps.SiteClosed):
        kept.change(premises())


def test_a_closed_partner_gets_no_site(house: House) -> None:
    partner = house.active()
    partner.close()
    with pytest.raises(PartnerClosed):
        ps.PartnerSite.add(partner, UF.AM, "1399991", "America/Manaus", premises())
