"""States, municipalities and their zones: the national table is whole, and places are checked against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any
from zoneinfo import available_timezones

import marshmallow as ma
import pytest

from contracts.vocabulary.network import UF
from infra import territories
from infra.web.places import MunicipalPlace, StatePlace
from infra.web.schemas import RequestSchema


class Municipal(MunicipalPlace, RequestSchema):
    uf = ma.fields.Enum(UF, by_value=True, required=True)


class Court(StatePlace, RequestSchema):
    uf = ma.fields.Enum(UF, by_value=True, required=True)


@pytest.fixture
def production() -> Iterator[None]:
    territories.admit_fictional(False)
    yield
    territories.admit_fictional(True)


def refused(schema: ma.Schema, body: dict[str, Any]) -> dict[str, Any]:
    with pytest.raises(ma.ValidationError) as refusal:
        schema.load(body)
    return dict(refusal.value.messages_dict)


def test_the_table_is_whole() -> None:
    assert len(territories.states()) == 27
    assert territories.states().keys() == {uf.value for uf in UF}
    assert len(territories.municipalities()) == 5571
    by_state = Counter(place.uf for place in territories.municipalities().values())
    assert (by_state["MG"], by_state["AC"], by_state["DF"], by_state["MT"]) == (853, 22, 1, 142)


def test_every_code_has_seven_digits_and_begins_with_its_states() -> None:
    for code, place in territories.municipalities().items():
        assert code.isdigit()
        assert len(code) == 7
        assert territories.state(place.uf).ibge2 == code[:2]


def test_every_zone_is_known_to_the_tz_database() -> None:
    zones = {place.zone for place in territories.municipalities().values()}
    assert zones <= available_timezones()
    assert zones == {zone for state in territories.states().values() for zone in state.zones}


@pytest.mark.parametrize(
    ("code", "name", "uf", "zone"),
    [
        ("5101837", "Boa Esperança do Norte", "MT", "America/Cuiaba"),
        ("3550308", "São Paulo", "SP", "America/Sao_Paulo"),
        ("1302603", "Manaus", "AM", "America/Manaus"),
        ("1304062", "Tabatinga", "AM", "America/Eirunepe"),
        ("1200401", "Rio Branco", "AC", "America/Rio_Branco"),
        ("2605459", "Fernando de Noronha", "PE", "America/Noronha"),
        ("2611606", "Recife", "PE", "America/Recife"),
        ("1506807", "Santarém", "PA", "America/Santarem"),
        ("5300108", "Brasília", "DF", "America/Sao_Paulo"),
    ],
)
def test_known_places(code: str, name: str, uf: str, zone: str) -> None:
    assert territories.municipality(code) == territories.Municipality(code, name, uf, zone)


@pytest.mark.parametrize(("uf", "further"), [("AM", "America/Eirunepe"), ("PE", "America/Noronha"), ("SP", None)])
def test_a_state_may_have_several_zones(uf: str, further: str | None) -> None:
    state = territories.state(uf)
    assert state.zones == {state.zone, *([further] if further else [])}


@pytest.mark.parametrize("code", ["0000000", "4300001", "110001", "", "11000155"])
def test_what_is_not_in_the_table_is_unknown(code: str) -> None:
    with pytest.raises(territories.UnknownTerritory):
        territories.municipality(code)
    with pytest.raises(territories.UnknownTerritory):
        territories.state("XX")


def test_fictional_places_take_no_real_code() -> None:
    assert not territories.fictional().keys() & territories.municipalities().keys()
    assert territories.municipality("1399991").fictional


def test_production_knows_no_fictional_place(production: None) -> None:
    with pytest.raises(territories.UnknownTerritory):
        territories.municipality("1399991")
    assert refused(Municipal(), {"uf": "AM", "municipality_ibge7": "1399991"}) == {
        "municipality_ibge7": ["unknown-municipality"]
    }


def test_a_municipality_tells_its_zone() -> None:
    assert Municipal().load({"uf": "AM", "municipality_ibge7": "1304062"})["zone"] == "America/Eirunepe"


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"uf": "AM", "municipality_ibge7": "1300000"}, {"municipality_ibge7": ["unknown-municipality"]}),
        ({"uf": "BA", "municipality_ibge7": "1302603"}, {"municipality_ibge7": ["in-another-state"]}),
        (
            {"uf": "AM", "municipality_ibge7": "1302603", "zone": "America/Eirunepe"},
            {"zone": ["zone-of-another-place"]},
        ),
    ],
)
def test_a_place_that_contradicts_the_table_is_refused(body: dict[str, Any], wrong: dict[str, Any]) -> None:
    assert refused(Municipal(), body) == wrong


def test_only_a_state_with_several_zones_is_asked_for_one() -> None:
    assert Court().load({"uf": "BA"})["zone"] == "America/Bahia"
    assert refused(Court(), {"uf": "AM"}) == {"zone": ["required-in-this-state"]}
    assert Court().load({"uf": "AM", "zone": "America/Eirunepe"})["zone"] == "America/Eirunepe"
    assert refused(Court(), {"uf": "BA", "zone": "America/Manaus"}) == {"zone": ["zone-of-another-place"]}
