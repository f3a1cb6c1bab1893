"""Support networks and the map of assets: who belongs where, and that no chain of networks closes."""

from __future__ import annotations

from itertools import product
from typing import Any
from uuid import uuid4

import pytest

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import UF
from contracts.vocabulary.partners import AssetKind, AssetSource, NetworkLevel
from infra.refusals import NotFound
from infra.web.caller import Caller
from services.referrals.network import access
from services.referrals.network.domain import network_refusals as n
from services.referrals.network.domain.partner_network import PartnerNetwork
from services.referrals.network.domain.partner_refusals import NamesSomebody, PartnerClosed
from services.referrals.network.networks import NetworksApplication
from tests.unit.referrals.house import House

PLACES: dict[NetworkLevel, tuple[UF | None, str | None]] = {
    NetworkLevel.LOCAL: (UF.AM, "1399991"),
    NetworkLevel.STATE: (UF.AM, None),
    NetworkLevel.NATIONAL: (None, None),
}


@pytest.fixture
def app(house: House) -> NetworksApplication:
    return NetworksApplication(house.store)


def formed(app: NetworksApplication, level: NetworkLevel = NetworkLevel.LOCAL) -> PartnerNetwork:
    return app.form_network("Rede de Atenção", level, *PLACES[level])


@pytest.mark.parametrize(("level", "place"), list(product(NetworkLevel, PLACES.values())))
def test_a_network_has_the_place_of_its_level(
    app: NetworksApplication, level: NetworkLevel, place: tuple[UF | None, str | None]
) -> None:
    if place == PLACES[level]:
        assert app.form_network("Rede", level, *place).level == level
    else:
        with pytest.raises(n.NetworkNeedsItsPlace):
            app.form_network("Rede", level, *place)


def test_a_network_is_not_called_by_somebodys_number(app: NetworksApplication) -> None:
    with pytest.raises(NamesSomebody):
        app.form_network("Rede de 529.982.247-25", NetworkLevel.NATIONAL)


def test_a_partner_joins_once_and_leaves_once(house: House, app: NetworksApplication) -> None:
    network, partner = formed(app), house.active()
    assert app.join(network.id, 1, partner.id).partners == {partner.id}
    with pytest.raises(n.AlreadyInNetwork):
        app.join(network.id, 2, partner.id)
    assert app.leave(network.id, 2, partner.id).partners == set()
    with pytest.raises(n.NotInNetwork):
        app.leave(network.id, 3, partner.id)


def test_who_has_closed_joins_nothing_and_who_does_not_exist_neither(house: House, app: NetworksApplication) -> None:
    network, partner = formed(app), house.active()
    partner.close()
    with pytest.raises(PartnerClosed):
        network.join(partner)
    with pytest.raises(NotFound):
        app.join(network.id, 1, uuid4())


def test_a_local_network_belongs_to_that_of_its_state_and_this_to_the_national_one(app: NetworksApplication) -> None:
    local, state, national = (formed(app, level) for level in NetworkLevel)
    assert app.join_wider(local.id, 1, state.id).wider == {state.id}
    assert app.join_wider(state.id, 1, national.id).wider == {national.id}
    with pytest.raises(n.AlreadyInNetwork):
        app.join_wider(local.id, 2, state.id)
    assert app.leave_wider(local.id, 2, state.id).wider == set()
    with pytest.raises(n.NotInNetwork):
        app.leave_wider(local.id, 3, state.id)


@pytest.mark.parametrize(("level", "wider"), [(one, two) for one, two in product(range(3), repeat=2) if two <= one])
def test_no_chain_of_networks_leads_back(app: NetworksApplication, level: int, wider: int) -> None:
    """Neither to itself, nor over another one: every step goes up, and nothing goes down."""
    levels = tuple(NetworkLevel)
    network, other = formed(app, levels[level]), formed(app, levels[wider])
    for target in (network.id, other.id):
        with pytest.raises(n.NetworkNotWider):
            app.join_wider(network.id, 1, target)


def test_the_network_of_another_state_is_no_wider_one(app: NetworksApplication) -> None:
    elsewhere = app.form_network("Rede", NetworkLevel.STATE, UF.BA)
    with pytest.raises(n.NetworkElsewhere):
        app.join_wider(formed(app).id, 1, elsewhere.id)


def test_the_national_network_is_for_who_works_in_all_states() -> None:
    def caller(*uf: str) -> Caller:
        return Caller("x", "network_manager", "c", uf=uf)

    access.in_reach(caller("AM"), UF.AM)
    access.in_reach(caller(*UF), None)
    for uf, place in ((("AM",), None), (("BA",), UF.AM)):
        with pytest.raises(NotFound):
            access.in_reach(caller(*uf), place)


def test_belonging_to_a_network_speaks_for_nobody_else(house: House, app: NetworksApplication) -> None:
    """What a partner sees of its offers hangs on its own organisation, whatever networks both belong to."""
    network, mine, other = formed(app), house.active(), house.active()
    app.join(network.id, 1, mine.id)
    app.join(network.id, 2, other.id)
    caller = Caller("x", "partner", "c", uf=("AM",), org=mine.id)
    access.speaks_for(caller, mine.id)
    with pytest.raises(NotFound):
        access.speaks_for(caller, other.id)
    with pytest.raises(NotFound):
        access.speaks_for(Caller("x", "partner", "c", uf=("AM",)), other.id)


def asset(app: NetworksApplication, **changes: Any) -> Any:
    body = {
        "name": "Salão da associação de moradores", "kind": AssetKind.MEETING_PLACE, "source": AssetSource.MAPPING,
        "uf": UF.AM, "municipality_ibge7": "1399991", "need_domains": [NeedDomain.FOOD, NeedDomain.CULTURE_LEISURE],
    }  # fmt: skip
    return app.record_asset(**{**body, **changes})


def test_what_there_is_in_a_place_is_recorded_and_taken_from_the_map_once(app: NetworksApplication) -> None:
    kept = asset(app)
    assert kept.need_domains == (NeedDomain.CULTURE_LEISURE, NeedDomain.FOOD)
    assert app.asset(kept.id).there
    assert not app.remove_asset(kept.id, 1).there
    with pytest.raises(n.AssetRemoved):
        app.remove_asset(kept.id, 2)


def test_the_map_names_places_and_no_people(app: NetworksApplication) -> None:
    with pytest.raises(NamesSomebody):
        asset(app, name="Oficina do Zé, (92) 98765-4321")


def test_an_asset_of_a_partner_is_of_one_that_exists(house: House, app: NetworksApplication) -> None:
    partner = house.active()
    assert asset(app, partner_id=partner.id).partner_id == partner.id
    with pytest.raises(NotFound):
        asset(app, partner_id=uuid4())


def test_what_a_partner_does_elsewhere_is_looked_after_by_both_states() -> None:
    for uf in (UF.AM, UF.AC):
        access.in_either(Caller("x", "network_manager", "c", uf=(uf,)), UF.AC, UF.AM)
    with pytest.raises(NotFound):
        access.in_either(Caller("x", "network_manager", "c", uf=("BA",)), UF.AC, UF.AM)
