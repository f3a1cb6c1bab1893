"""Entries of other directories are kept as they are; our own records are shown in the same form, with their changes."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import UF, OrganisationType
from contracts.vocabulary.partners import (
    Accessibility,
    Cost,
    Directory,
    IdentityDocument,
    PauseReason,
    Sphere,
    StageServed,
)
from contracts.vocabulary.persons import Gender
from contracts.vocabulary.rights import DataClass
from infra.metadata import Metadata, acting
from infra.refusals import StaleVersion
from services.referrals.network.directory.application import DirectoryApplication
from services.referrals.network.directory.checking import faults
from services.referrals.network.directory.codes import term
from services.referrals.network.directory.contents import as_text, from_text
from services.referrals.network.directory.history import NOTHING, history
from services.referrals.network.directory.organizations import Presence, described, organization
from services.referrals.network.directory.services import service
from services.referrals.network.domain import directory_entry as de
from services.referrals.network.domain.offer_terms import Eligibility, Terms
from services.referrals.network.domain.partner import Partner
from services.referrals.network.domain.place import Address, Hours, Position, Premises
from services.referrals.network.domain.service_offer import ServiceOffer
from services.referrals.network.sites import SitesApplication
from tests.unit.referrals.house import House
from tests.unit.referrals.test_directory_form import STRICT, an_id, entry

PORTAL = Directory.PORTAL_PARA_LIBERDADE
TERMS = Terms(
    eligibility=Eligibility(age_from=18, genders=(Gender.FEMALE,), documents=(IdentityDocument.CPF,)),
    languages=("pt", "es"), accessibility=(Accessibility.STEP_FREE,), cost=Cost.FREE, waiting_days=7,
)  # fmt: skip


@pytest.fixture
def app(house: House) -> DirectoryApplication:
    return DirectoryApplication(house.store)


def imported(app: DirectoryApplication, **changes: Any) -> de.DirectoryEntry:
    return app.import_entry(PORTAL, UF.AM, entry(**changes))


def test_what_was_imported_comes_back_as_it_was(app: DirectoryApplication) -> None:
    kept = app.entry(imported(app).id)
    assert from_text(kept.contents) == entry()
    assert kept.organization_id == UUID(an_id("organization"))


def test_the_same_entry_again_changes_nothing_whatever_the_order_of_its_members(app: DirectoryApplication) -> None:
    first = imported(app)
    turned = dict(reversed(entry().items()))
    again = app.import_entry(PORTAL, UF.AM, turned)
    assert (again.id, again.version) == (first.id, 1)


def test_another_directory_has_an_entry_of_its_own(app: DirectoryApplication) -> None:
    assert app.import_entry(Directory.MUNICIPAL, UF.AM, entry()).id != imported(app).id


def test_other_contents_are_told_from_the_known_ones(app: DirectoryApplication) -> None:
    first = imported(app)
    with pytest.raises(de.EntryKnown):
        imported(app, name="Casa Nova")
    changed = app.replace_entry(first.id, 1, entry(name="Casa Nova"))
    assert (changed.version, from_text(changed.contents)["name"]) == (2, "Casa Nova")
    assert app.replace_entry(first.id, 2, entry(name="Casa Nova")).version == 2
    with pytest.raises(StaleVersion):
        app.replace_entry(first.id, 1, entry())
    with pytest.raises(de.EntryOfAnother):
        app.replace_entry(first.id, 2, entry(id=str(uuid4())))


def test_an_entry_is_dropped_once_and_may_come_back(app: DirectoryApplication) -> None:
    first = imported(app)
    assert not app.drop_entry(first.id, 1).stands
    with pytest.raises(de.EntryDropped):
        app.drop_entry(first.id, 2)
    assert imported(app).stands
    app.drop_entry(first.id, 3)
    assert from_text(imported(app, name="Casa Nova").contents)["name"] == "Casa Nova"
    app.drop_entry(first.id, 5)
    assert app.replace_entry(first.id, 6, entry()).stands


def test_a_partner_is_no_entry_of_another_directory(house: House, app: DirectoryApplication) -> None:
    with pytest.raises(de.OwnOrganisation):
        imported(app, id=str(house.active().id))


def presence(house: House) -> Presence:
    partner = house.active()
    partner = house.network.describe_partner(
        partner.id, partner.version, Sphere.CIVIL_SOCIETY, [StageServed.AFTER_RELEASE], "salvaguarda@casa.org.br"
    )
    premises = Premises(
        Address("Rua das Flores", "12", "Centro"), (Accessibility.BRAILLE,),
        (Hours(1, "08:00", "12:00"), Hours(7, "13:00", "18:00")), "+55 92 3000-0000", Position(-3.1, -60.02),
    )  # fmt: skip
    site = SitesApplication(house.store).add_site(partner.id, UF.AM, "1399991", "America/Manaus", premises)
    offers = [house.offer(partner, 3, TERMS), house.offer(partner)]
    offers.append(house.network.publish_offer(partner.id, offers[0].need_domains, 1, site_id=site.id))
    withdrawn = house.offer(partner)
    offers.append(house.network.withdraw_offer(withdrawn.id, withdrawn.version))
    return Presence(partner, (site,), tuple(offers))


def test_a_partner_is_an_organization_of_the_strict_form(house: House) -> None:
    shown = presence(house)
    made = organization(shown)
    STRICT.validate(made)
    assert faults(made) == []
    assert json.loads(as_text(made)) == made
    assert (made["id"], made["name"]) == (str(shown.partner.id), "Casa Travessia")
    assert {a["link_type"] for a in made["attributes"]} == {"org_type", "sphere", "serves"}
    assert len(made["services"]) == 3
    (place,) = made["locations"]
    assert place["addresses"][0]["state_province"] == "AM"
    assert [(s["byday"], s["opens_at"]) for s in place["schedules"]] == [
        ("MO", "08:00:00-04:00"),
        ("SU", "13:00:00-04:00"),
    ]
    assert made["services"][2]["service_at_locations"][0]["location"] == place


def test_an_offer_is_a_service_with_its_terms_and_its_capacity(house: House) -> None:
    offer = house.offer(slots=3, terms=TERMS)
    made = service(offer, None)
    assert (made["status"], made["minimum_age"], "maximum_age" in made) == ("active", 18, False)
    assert [language["code"] for language in made["languages"]] == ["pt", "es"]
    assert made["required_documents"][0]["document"] == "cpf"
    assert (made["cost_options"][0]["amount"], made["cost_options"][0]["currency"]) == (0, "BRL")
    (capacity,) = made["capacities"]
    assert (capacity["available"], capacity["maximum"], capacity["unit"]["identifier"]) == (3, 3, "at_a_time")
    told = {(a["link_type"], a["taxonomy_term"]["code"]) for a in made["attributes"]}
    assert {
        ("need_domain", "need_domain.housing"),
        ("gender", "gender.FEMALE"),
        ("waiting_days", "waiting_days"),
    } <= told
    assert [a["value"] for a in made["attributes"] if a["link_type"] == "waiting_days"] == ["7"]


def test_no_two_terms_of_ours_have_the_same_code() -> None:
    lists = {"need_domain": NeedDomain, "org_type": OrganisationType, "sphere": Sphere, "data_needed": DataClass}
    codes = [term(kind, code.value)["code"] for kind, known in lists.items() for code in known]
    assert {"need_domain.other", "org_type.other"} <= set(codes)
    assert len(set(codes)) == len(codes)


def test_a_paused_offer_is_closed_for_a_while(house: House) -> None:
    offer = house.offer()
    offer.pause(PauseReason.PARTNER_CHOICE)
    assert service(offer, None)["status"] == "temporarily closed"


def test_a_site_that_has_closed_is_no_location(house: House) -> None:
    shown = presence(house)
    shown.sites[0].close()
    made = organization(shown)
    assert "locations" not in made
    assert not any("service_at_locations" in offered for offered in made["services"])


def test_changes_are_rows_of_metadata_with_a_role_and_no_account(house: House) -> None:
    with acting(Metadata(actor="ana.souza", role="network_manager")):
        partner = house.active()
        house.network.describe_partner(partner.id, partner.version, Sphere.MUNICIPAL)
    with house.store.unit_of_work() as unit:
        found = history(unit.history(partner.id), described)
    created = [row for row in found if row["last_action_type"] == "create"]
    assert {row["field_name"] for row in created} == {"name", "description", "attributes"}
    assert {row["previous_value"] for row in created} == {NOTHING}
    (changed,) = [row for row in found if row["last_action_type"] == "update"]
    assert (changed["field_name"], changed["updated_by"]) == ("attributes", "network_manager")
    assert "municipal" in changed["replacement_value"]
    assert "ana.souza" not in json.dumps(found)
    made = {**described(partner), "metadata": found}
    STRICT.validate(made)
    assert faults(made) == []


def test_changes_of_places_are_told_and_people_who_come_and_go_are_not(house: House) -> None:
    offer = house.offer(slots=2)
    with house.store.unit_of_work() as unit:
        offer = unit.get(ServiceOffer, offer.id)
        offer.hold_slot(uuid4())
        unit.save(offer)
    house.network.update_capacity(offer.id, offer.version, 5)
    with house.store.unit_of_work() as unit:
        found = history(unit.history(offer.id), lambda one: service(one, None))
    (changed,) = [row for row in found if row["last_action_type"] == "update"]
    assert changed["field_name"] == "capacities"
    assert json.loads(changed["replacement_value"])[0]["maximum"] == 5


def test_the_ids_of_parts_are_the_same_in_every_export(house: House) -> None:
    shown = presence(house)
    again = Presence(Partner.__new__(Partner), shown.sites, shown.offers)
    vars(again.partner).update(vars(shown.partner))
    assert organization(shown) == organization(again)
