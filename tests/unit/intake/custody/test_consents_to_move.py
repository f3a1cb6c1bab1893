"""The consent to be transferred names the office that receives; what came over is shown on it, and no longer."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.vocabulary.offices import OfficeStatus, Power
from contracts.vocabulary.rights import ConsentEvidence, ConsentScope, DataClass, GrantedBy, LegalBasis
from infra.refusals import Forbidden, Gone
from services.intake.people import access
from services.intake.people.applications.arriving import consents_of
from services.intake.people.domain.consent_ledger import ConsentLedger
from services.intake.people.domain.consent_refusals import TransferNeedsOpenOffice, TransferToOwnOffice
from services.intake.people.domain.grant import Allowed, Given
from services.intake.people.domain.office import Office
from tests.unit.intake.custody.conftest import Town

GIVEN = Given(ConsentEvidence.SIGNATURE, "pt", read_aloud=False, granted_by=GrantedBy.SELF)


def allows(town: Town, *offices: UUID) -> tuple[ConsentLedger, UUID]:
    return town.consents.grant(town.person, Allowed(ConsentScope.TRANSFER_OFFICE, offices), GIVEN)


def steps(town: Town, office_id: UUID, *names: str) -> None:
    with town.store.unit_of_work() as unit:
        office = unit.get(Office, office_id)
        for name in names:
            getattr(office, name)()
        unit.save(office)


@pytest.fixture
def open_town(town: Town) -> Town:
    with town.store.unit_of_work() as unit:
        office = unit.get(Office, town.bahia)
        for power in (Power.JUDICIARY, Power.STATE_EXECUTIVE):
            office.add_managing_party(uuid4(), power)
        office.open()
        unit.save(office)
    return town


def test_an_office_that_serves_may_receive(town: Town) -> None:
    ledger, grant = allows(town, town.bahia)
    assert ledger.grants[grant].recipients == (town.bahia,)


def test_nobody_is_transferred_to_where_the_case_is(town: Town) -> None:
    with pytest.raises(TransferToOwnOffice):
        allows(town, town.office)


def test_the_recipient_is_an_office(town: Town) -> None:
    with pytest.raises(TransferNeedsOpenOffice):
        allows(town, uuid4())
    with pytest.raises(TransferNeedsOpenOffice):
        allows(town, town.person)


def test_a_suspended_office_receives_nobody(open_town: Town) -> None:
    steps(open_town, open_town.bahia, "suspend")
    with pytest.raises(TransferNeedsOpenOffice):
        allows(open_town, open_town.bahia)
    steps(open_town, open_town.bahia, "resume")
    assert allows(open_town, open_town.bahia)


def test_an_office_that_closes_receives_nobody(open_town: Town) -> None:
    with open_town.store.unit_of_work() as unit:
        office = unit.get(Office, open_town.bahia)
        office.begin_closing(None, 0)
        unit.save(office)
    assert office.status is OfficeStatus.CLOSING
    with pytest.raises(TransferNeedsOpenOffice):
        allows(open_town, open_town.bahia)


def test_after_the_move_the_way_back_needs_a_consent_for_the_first_office(town: Town) -> None:
    town.moves(town.person, town.bahia)
    with pytest.raises(TransferToOwnOffice):
        allows(town, town.bahia)
    assert allows(town, town.office)


def test_what_came_over_is_shown_on_the_consent_for_this_office(town: Town) -> None:
    ledger, grant = allows(town, town.bahia)
    access.may_come_over(ledger, grant, town.bahia, reversal=False)
    with pytest.raises(Forbidden):
        access.may_come_over(ledger, grant, town.office, reversal=False)
    access.may_come_over(ledger, grant, town.office, reversal=True)


def test_another_consent_does_not_cover_it(town: Town) -> None:
    ledger, grant = town.consents.grant(town.person, Allowed(ConsentScope.SERVICE_RECORD), GIVEN)
    with pytest.raises(Forbidden):
        access.may_come_over(ledger, grant, town.bahia, reversal=True)


def test_a_withdrawal_has_effect_at_once(town: Town) -> None:
    _, grant = allows(town, town.bahia)
    ledger = town.consents.withdraw(town.person, grant)
    with pytest.raises(Gone):
        access.may_come_over(ledger, grant, town.bahia, reversal=False)


def test_what_the_person_allowed_goes_on_and_the_consent_to_come_has_done_its_work(town: Town) -> None:
    partner = Allowed(ConsentScope.SHARE_WITH_PARTNER, (uuid4(),), (DataClass.DISPLAY_NAME,))
    shared = town.consents.grant(town.person, partner, GIVEN)[1]
    taken_back = town.consents.grant(town.person, Allowed(ConsentScope.RESEARCH_CONTACT), GIVEN)[1]
    town.consents.withdraw(town.person, taken_back)
    _, moving = allows(town, town.bahia)
    town.moves(town.person, town.bahia)
    with town.store.unit_of_work() as unit:
        found = {one.grant.grant_id: one.goes_on for one in consents_of(unit, town.people.person(town.person))}
    assert found == {shared: True, moving: False}


def test_the_move_is_on_record_as_the_persons_consent(town: Town) -> None:
    town.moves(town.person, town.bahia)
    with town.store.unit_of_work() as unit:
        moved: Any = unit.history(town.person)[-1]
    assert (moved.metadata.legal_basis, moved.metadata.consent_refs) == (LegalBasis.CONSENT, (moved.event.grant_id,))
