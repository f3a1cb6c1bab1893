"""Consents: named recipients, guardians with documents, refusals, withdrawal, and an end that the clock brings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.vocabulary.network import StateSystem
from contracts.vocabulary.persons import ContactType
from contracts.vocabulary.rights import ConsentEvidence, ConsentScope, GrantedBy
from infra.deadlines.clauses import Moment, Passed
from infra.deadlines.deadline import deadline, deadline_id
from infra.kernel import NotFound, Sealed, SubjectErased, new_id
from infra.metadata import amended
from services.intake.people.applications.consents import ConsentsApplication, end_reminders
from services.intake.people.deadlines import consents as consent_deadlines
from services.intake.people.domain.consent_ledger import ConsentLedger
from services.intake.people.domain.consent_refusals import (
    ConsentOverBeforeGiven,
    GrantNotActive,
    GuardianNeedsDocument,
    RecipientMissing,
)
from services.intake.people.domain.grant import Allowed, Given, GrantStatus
from tests.clock import Clock
from tests.unit.intake.follow_up.conftest import clock as clock
from tests.unit.intake.follow_up.conftest import house as house
from tests.unit.intake.follow_up.house import NOON, OPENING, House

SELF = Given(ConsentEvidence.SIGNATURE, "pt", read_aloud=True, granted_by=GrantedBy.SELF)
PARTNER = Allowed(ConsentScope.SHARE_WITH_PARTNER, (uuid4(),))
END = NOON + timedelta(days=60)


class Ledger:
    """The consents of the house's person, and the deadline of each."""

    def __init__(self, house: House) -> None:
        self.house, self.app = house, ConsentsApplication(house.store)

    @property
    def now(self) -> ConsentLedger:
        (found,) = self.app.consents(self.house.person)
        return found

    def grant(self, until: datetime | None = END) -> UUID:
        return self.app.grant(self.house.person, PARTNER, SELF, until)[1]

    def kept(self, grant_id: UUID) -> Any:
        kept = deadline_id("intake", "DL16", ConsentLedger.create_id(self.house.person), str(grant_id))
        with self.house.store.unit_of_work() as unit:
            return unit.get(deadline("intake"), kept)

    def ring(self, grant_id: UUID, at: datetime) -> None:
        """As the timer does: the deadline first, then who acts on it."""
        with amended(occurred_at=at), self.house.store.unit_of_work() as unit:
            kept = self.kept(grant_id)
            assert kept.ring()
            unit.save(kept)
            moment = Moment.MISSED if kept.missed else Moment.APPROACHING
            passed = Passed(kept.rule, kept.subject, kept.due, kept.key)
            for act in self.house.store.followers.acts("DL16", moment):  # type: ignore[attr-defined]
                act(self.app, passed)

    @property
    def told(self) -> list[str]:
        return [message.body["type"] for message in self.house.store.recorder.messages]  # type: ignore[attr-defined]


@pytest.fixture
def ledger(house: House) -> Ledger:
    return Ledger(house)


@pytest.mark.parametrize(
    "allowed",
    [
        Allowed(ConsentScope.SHARE_WITH_PARTNER),
        Allowed(ConsentScope.FAMILY_SHARE),
        Allowed(ConsentScope.TRANSFER_OFFICE),
        Allowed(ConsentScope.SHARE_WITH_STATE_SYSTEM),
        Allowed(ConsentScope.CONTACT),
        Allowed(ConsentScope.SERVICE_RECORD, state_system=StateSystem.SUS),
        Allowed(ConsentScope.SERVICE_RECORD, channel=ContactType.PHONE),
    ],
)
def test_what_has_a_recipient_names_it_and_nothing_else_does(allowed: Allowed) -> None:
    ledger = ConsentLedger(person_id=new_id())
    with pytest.raises(RecipientMissing):
        ledger.grant(allowed, SELF)
    with pytest.raises(RecipientMissing):
        ledger.refuse(allowed)


@pytest.mark.parametrize(
    ("granted_by", "document"), [(GrantedBy.LEGAL_GUARDIAN, None), (GrantedBy.SELF, Sealed.of("guardianship 7"))]
)
def test_a_guardian_and_nobody_else_shows_a_document(granted_by: GrantedBy, document: Sealed | None) -> None:
    given = Given(ConsentEvidence.WITNESS, "pt", False, granted_by, guardian_ref=document)
    with pytest.raises(GuardianNeedsDocument):
        ConsentLedger(person_id=new_id()).grant(PARTNER, given)


def test_a_consent_does_not_end_before_it_was_given(ledger: Ledger) -> None:
    with pytest.raises(ConsentOverBeforeGiven):
        ledger.grant(NOON)


def test_a_grant_is_withdrawn_once_and_allows_nothing_after(ledger: Ledger) -> None:
    grant = ledger.grant(None)
    assert ledger.now.active(grant) is not None
    ledger.app.withdraw(ledger.house.person, grant)
    assert ledger.now.active(grant) is None
    with pytest.raises(GrantNotActive):
        ledger.app.withdraw(ledger.house.person, grant)
    with pytest.raises(GrantNotActive):
        ledger.app.withdraw(ledger.house.person, uuid4())


def test_nothing_is_withdrawn_where_nothing_was_ever_granted(ledger: Ledger) -> None:
    with pytest.raises(NotFound):
        ledger.app.withdraw(ledger.house.person, uuid4())


def test_a_consent_under_pressure_is_void(ledger: Ledger) -> None:
    """X19: it ends as if withdrawn, everywhere, and the ledger says what was found."""
    grant = ledger.grant()
    ledger.app.withdraw(ledger.house.person, grant, invalid=True)
    assert ledger.now.grants[grant].status is GrantStatus.INVALID
    assert ledger.told[-1] == "org.travessia.intake.consent-ledger.withdrawn.v1"


def test_a_refusal_is_kept_here_alone_and_changes_no_grant(ledger: Ledger) -> None:
    grant, told = ledger.grant(), len(ledger.told)
    ledger.app.refuse(ledger.house.person, Allowed(ConsentScope.CONTACT, channel=ContactType.PHONE))
    (refusal,) = ledger.now.refusals
    assert (refusal.allowed.channel, refusal.refused_at) == (ContactType.PHONE, NOON)
    assert ledger.now.active(grant) is not None
    assert len(ledger.told) == told


def test_the_first_thing_that_is_asked_may_be_refused(ledger: Ledger) -> None:
    ledger.app.refuse(ledger.house.person, Allowed(ConsentScope.RESEARCH_CONTACT))
    assert (ledger.now.grants, len(ledger.now.refusals)) == ({}, 1)


def test_it_allows_nothing_from_its_end_on_whoever_has_recorded_that(ledger: Ledger, clock: Clock) -> None:
    grant = ledger.grant()
    clock.instant = END
    assert ledger.now.active(grant) is None
    assert ledger.now.grants[grant].status is GrantStatus.ACTIVE


def test_fifteen_days_before_its_end_the_office_is_reminded(ledger: Ledger) -> None:
    grant = ledger.grant()
    assert ledger.kept(grant).due.approaching_at == datetime(2025, 6, 2, 3, 59, 59, tzinfo=UTC)
    before = ledger.now.version
    ledger.ring(grant, ledger.kept(grant).due.approaching_at)
    assert ledger.now.grants[grant].reminded
    assert ledger.now.stands_at(before), "a reminder outdates nothing that somebody read"


def test_at_its_end_it_expires_for_everybody(ledger: Ledger, clock: Clock) -> None:
    grant = ledger.grant()
    ledger.ring(grant, ledger.kept(grant).due.approaching_at)
    clock.instant = END
    ledger.ring(grant, END)
    assert ledger.now.grants[grant].status is GrantStatus.EXPIRED
    assert ledger.told[-1] == "org.travessia.intake.consent-ledger.expired.v1"
    with pytest.raises(GrantNotActive):
        ledger.app.withdraw(ledger.house.person, grant)


def test_a_short_consent_has_an_end_and_no_reminder(ledger: Ledger, clock: Clock) -> None:
    grant = ledger.grant(NOON + timedelta(days=3))
    assert ledger.kept(grant).due.approaching_at is None
    clock.instant = NOON + timedelta(days=3)
    ledger.ring(grant, clock.instant)
    assert ledger.now.grants[grant].status is GrantStatus.EXPIRED


def test_one_without_an_end_has_no_deadline_and_a_withdrawn_one_has_none_any_more(ledger: Ledger) -> None:
    with pytest.raises(NotFound):
        ledger.kept(ledger.grant(None))
    grant, other = ledger.grant(), ledger.grant()
    ledger.app.withdraw(ledger.house.person, grant)
    assert (ledger.kept(grant).status, ledger.kept(other).status) == ("dropped", "open")


def test_what_has_ended_is_neither_reminded_of_nor_expired(ledger: Ledger) -> None:
    grant, lasting = ledger.grant(), ledger.grant()
    ledger.app.withdraw(ledger.house.person, grant)
    version = ledger.now.version
    for one in (grant, lasting):
        passed = Passed("DL16", ledger.now.id, ledger.kept(one).due, str(one))
        consent_deadlines.expire(ledger.app, passed)
    consent_deadlines.remind(ledger.app, Passed("DL16", ledger.now.id, ledger.kept(grant).due, str(grant)))
    assert ledger.now.version == version


def test_of_somebody_erased_no_consent_ends_any_more(ledger: Ledger) -> None:
    grant = ledger.grant()
    with ledger.house.store.unit_of_work() as unit:
        end_reminders(unit, ledger.house.person)
    ledger.house.erase_person()
    assert ledger.kept(grant).status == "dropped"
    with pytest.raises(SubjectErased):
        ledger.grant()


def test_of_who_was_never_asked_nothing_ends(ledger: Ledger) -> None:
    with ledger.house.store.unit_of_work() as unit:
        end_reminders(unit, ledger.house.person)
    assert ledger.app.consents(ledger.house.person) == []


def test_the_evidence_is_shown_from_what_was_sealed(ledger: Ledger) -> None:
    guardian = Given(
        ConsentEvidence.AUDIO, "pt", True, GrantedBy.LEGAL_GUARDIAN, Sealed.of("so that we may call"),
        Sealed.of("recording 12"), Sealed.of("guardianship 7"),
    )  # fmt: skip
    _, grant = ledger.app.grant(ledger.house.person, PARTNER, guardian)
    shown = ledger.app.evidence(ledger.house.person, grant, OPENING)
    assert vars(shown) == {
        "purpose_text": "so that we may call", "evidence_ref": "recording 12", "guardian_ref": "guardianship 7",
    }  # fmt: skip
    with pytest.raises(NotFound):
        ledger.app.evidence(ledger.house.person, uuid4(), OPENING)
