"""A partner's way from prospect to its end: who is asked, what is signed, and that nothing of a person is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from contracts.vocabulary.coordination import AgreementKind
from contracts.vocabulary.network import UF, OrganisationType
from contracts.vocabulary.partners import ContactChannel, Directory, Sphere, StageServed
from infra.eventstore.codec import structure_values
from services.referrals.network.domain import partner_refusals as p
from services.referrals.network.domain.partner import Partner
from services.referrals.network.domain.role_address import role_address
from services.referrals.network.registers import canonical_cnpj
from tests.unit.referrals.house import TODAY, House

NUMBER = "11222333000181"


def signed(house: House, **terms: Any) -> Partner:
    partner = house.prospect()
    given = {"kind": AgreementKind.PROTOCOL, "signed_on": TODAY, "data_sharing_clause": True, **terms}
    return house.network.sign_agreement(partner.id, partner.version, **given)


def test_the_whole_way_of_a_partner(house: House) -> None:
    network, partner = house.network, house.prospect()
    steps = [partner.funnel]
    steps.append(network.contact_partner(partner.id, 1, ContactChannel.VISIT).funnel)
    steps.append(network.negotiate(partner.id, 2).funnel)
    steps.append(network.sign_agreement(partner.id, 3, AgreementKind.PROTOCOL, TODAY, True).funnel)
    steps.append(network.activate_partner(partner.id, 4).funnel)
    steps.append(network.suspend_partner(partner.id, 5).funnel)
    assert steps == ["prospect", "contacted", "negotiating", "agreed", "active", "suspended"]


def test_speaking_again_does_not_lead_back(house: House) -> None:
    partner = house.prospect()
    house.network.negotiate(partner.id, 1)
    again = house.network.contact_partner(partner.id, 2, ContactChannel.PHONE)
    assert again.funnel == "negotiating"
    assert house.network.negotiate(partner.id, 3).version == 3


@pytest.mark.parametrize("step", ["contact", "negotiate"])
def test_who_has_signed_is_not_courted(house: House, step: str) -> None:
    partner = house.agreed()
    with pytest.raises(p.PartnerAlreadyWon):
        {"contact": lambda: partner.contact(ContactChannel.VISIT), "negotiate": partner.negotiate}[step]()


def test_a_closed_partner_does_nothing_any_more(house: House) -> None:
    partner = house.active()
    partner.close()
    assert (partner.funnel, partner.closed_on) == ("closed", TODAY)
    terms = (AgreementKind.PROTOCOL, TODAY, None, True)
    steps = (
        partner.close, partner.activate, partner.negotiate, partner.refuse_unless_offering,
        partner.refuse_unless_receiving, lambda: partner.contact(ContactChannel.VISIT),
        lambda: partner.sign_agreement(*terms), lambda: partner.describe(None, (), None),
        lambda: partner.link_directory_entry(Directory.ESV_APP, "https://example.org/1", TODAY),
    )  # fmt: skip
    for step in steps:
        with pytest.raises(p.PartnerClosed):
            step()


def test_a_closing_is_not_recorded_before_its_day(house: House) -> None:
    partner = house.active()
    with pytest.raises(p.ClosingNotYet):
        partner.close(TODAY + timedelta(1))
    partner.close(TODAY - timedelta(2))
    assert partner.closed_on == TODAY - timedelta(2)


def test_a_prospect_is_an_organisation_and_names_nobody(house: House) -> None:
    place = (OrganisationType.NGO, UF.AM, "1399991", "America/Manaus")
    for name in ("Fulano de Tal 529.982.247-25", "Casa (92) 98765-4321", "casa.fulano@example.org"):
        with pytest.raises(p.NamesSomebody):
            house.network.register_partner(name, *place)
    kept = house.network.register_partner("Casa", *place, cnpj=NUMBER, sphere=Sphere.CIVIL_SOCIETY)
    assert (kept.cnpj, kept.sphere) == (NUMBER, "civil_society")


@pytest.mark.parametrize("written", ["11.222.333/0001-81", "11222333000181", " 11222333/0001 81"])
def test_a_number_of_the_register_has_one_form(written: str) -> None:
    assert canonical_cnpj(written) == NUMBER


def test_a_number_with_letters_is_one_too() -> None:
    assert canonical_cnpj("12.abc.345/01de-35") == "12ABC34501DE35"


@pytest.mark.parametrize("wrong", ["", "11222333000180", "1122233300018", "00000000000000", "12ABC34501DE3X", "é" * 14])
def test_what_the_register_has_not_written_is_no_number(wrong: str) -> None:
    assert canonical_cnpj(wrong) is None


def test_a_partner_says_whom_it_serves_and_who_looks_after_them(house: House) -> None:
    partner = house.prospect()
    stages = [StageServed.BEFORE_RELEASE, StageServed.AFTER_RELEASE, StageServed.BEFORE_RELEASE]
    described = house.network.describe_partner(partner.id, 1, Sphere.MUNICIPAL, stages, "Salvaguarda@casa.example.org")
    assert described.serves == (StageServed.AFTER_RELEASE, StageServed.BEFORE_RELEASE)
    assert described.safeguarding_contact == "salvaguarda@casa.example.org"


@pytest.mark.parametrize("address", ["encarregado@tj.example.org", "dpo.am@example.org", "dados-1@x.example"])
def test_the_address_of_a_role_is_a_contact(address: str) -> None:
    assert role_address(address) == address


@pytest.mark.parametrize(
    "address", ["maria.silva@example.org", "dpo.maria@example.org", "a.b@example.org", "dpo@", "dpo", "@x.example"]
)
def test_the_address_of_somebody_is_no_contact(house: House, address: str) -> None:
    with pytest.raises(p.NotARoleAddress):
        signed(house, dpo_contact=address)
    with pytest.raises(p.NotARoleAddress):
        house.prospect().describe(None, (), address)


def test_an_agreement_keeps_its_parties_and_its_contact(house: House) -> None:
    (kept,) = signed(house, parties=["Tribunal Fictício"], dpo_contact="encarregado@tj.example.org").agreements
    assert (kept.parties, kept.dpo_contact) == (("Tribunal Fictício",), "encarregado@tj.example.org")
    with pytest.raises(p.NamesSomebody):
        signed(house, parties=["Fulano 529.982.247-25"])


def test_the_council_gets_a_copy_once_and_not_before_the_signature(house: House) -> None:
    partner = signed(house, signed_on=TODAY - timedelta(3))
    agreement = partner.agreements[0].agreement_id
    for day in (TODAY - timedelta(4), TODAY + timedelta(1)):
        with pytest.raises(p.CopyOutOfTime):
            partner.send_copy(agreement, day)
    with pytest.raises(p.NoSuchAgreement):
        partner.send_copy(uuid4(), TODAY)
    kept = house.network.send_copy(partner.id, partner.version, agreement, TODAY)
    assert kept.agreements[0].copy_sent_on == TODAY
    with pytest.raises(p.CopyAlreadySent):
        kept.send_copy(agreement, TODAY)


def test_a_partner_stands_in_another_directory_as_it_was_last_seen(house: House) -> None:
    partner = house.prospect()
    entry = (Directory.PORTAL_PARA_LIBERDADE, "https://example.org/casa", TODAY)
    linked = house.network.link_directory_entry(partner.id, 1, *entry)
    assert linked.directory_entries == {"portal_para_liberdade": ("https://example.org/casa", TODAY)}
    with pytest.raises(p.SeenInFuture):
        linked.link_directory_entry(Directory.ESV_APP, "https://example.org/2", TODAY + timedelta(1))


def test_what_was_stored_before_is_read_with_what_was_not_asked_then() -> None:
    """Events of the first version had neither number, sphere nor stages, and agreements no parties."""
    stored = {
        "legal_name": "Casa", "org_type": "ngo", "uf": "AM", "municipality_ibge7": "1399991", "zone": "America/Manaus",
    }  # fmt: skip
    partner = Partner(**structure_values(Partner.Prospected, stored))
    assert (partner.cnpj, partner.sphere, partner.serves) == (None, None, ())
    agreement = {
        "agreement_id": str(uuid4()), "kind": "protocol", "signed_on": "2025-01-10", "ends_on": None,
        "data_sharing_clause": True,
    }  # fmt: skip
    old = structure_values(Partner.AgreementSigned, {"agreement": agreement})["agreement"]
    assert (old.parties, old.dpo_contact, old.copy_sent_on) == ((), None, None)
