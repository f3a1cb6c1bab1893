"""DL22 and PL13 on the real database: an agreement is announced, ends, and its partner's offers are paused."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.coordination import AgreementKind
from contracts.vocabulary.network import UF, OrganisationType
from services.referrals.network.domain.partner import Partner
from services.referrals.network.views.agreements import ListedAgreement
from tests.integration.deadlines.conftest import MORNING, ZONE, Town

LAST = MORNING.date() + timedelta(days=90)


def partner_until_july(town: Town) -> Partner:
    network, home = town.one.network, town.home
    partner = network.register_partner("Casa", OrganisationType.NGO, UF(home.uf), home.ibge7, ZONE)
    partner = network.sign_agreement(partner.id, 1, AgreementKind.PROTOCOL, MORNING.date(), True, LAST)
    return network.activate_partner(partner.id, 2)


def listed(town: Town, partner: Partner, missing: str | None = None) -> list[ListedAgreement]:
    found = town.one.network.agreements(UF(town.home.uf), missing, 100_000)
    return [line for line in found if line.partner_id == partner.id]


def status(town: Town, offer: UUID) -> str:
    return town.one.network.offer(offer).status


def test_an_agreement_is_announced_and_ends_with_its_last_day(town: Town) -> None:
    partner, network = partner_until_july(town), town.one.network
    offer = network.publish_offer(partner.id, [NeedDomain.FOOD], 1).id
    town.clock.pass_by(days=29)
    town.one.turn()
    assert listed(town, partner, "renewal") == []
    town.clock.pass_by(days=2)
    town.one.turn()
    (line,) = listed(town, partner, "renewal")
    assert (line.to_renew_since is not None, line.expired) == (True, False)
    town.clock.pass_by(days=59)
    town.one.turn()
    assert status(town, offer) == "published"
    town.clock.pass_by(days=1)
    town.one.turn()
    town.two.turn()
    assert status(town, offer) == "paused"
    (line,) = listed(town, partner)
    assert line.expired
    assert listed(town, partner, "renewal") == []
    assert town.told(partner.id)[-2:] == ["RenewalAnnounced", "AgreementExpired"]


def test_a_renewal_in_time_keeps_the_offers_open(town: Town) -> None:
    partner, network = partner_until_july(town), town.one.network
    offer = network.publish_offer(partner.id, [NeedDomain.FOOD], 1).id
    town.clock.pass_by(days=80)
    town.one.turn()
    kept = network.partner(partner.id)
    network.sign_agreement(partner.id, kept.version, AgreementKind.PROTOCOL, LAST - timedelta(days=10), True)
    town.clock.pass_by(days=20)
    town.one.turn()
    assert status(town, offer) == "published"
    assert town.told(partner.id)[-1] == "AgreementExpired"
