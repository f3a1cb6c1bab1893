"""Facts: each message once, with its source, place, time and codes; demographics as of the fact's time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from contracts import coordination, intake, referrals, transfers
from contracts.contract import Contract
from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.coordination import CommitmentRole, MeetingLevel
from contracts.vocabulary.network import ReferralOutcome, SuspensionReason, Urgency
from contracts.vocabulary.offices import ReceptionOutcome
from contracts.vocabulary.persons import DeclarationSource, Gender, RaceColour
from infra.eventstore.store import EventStore
from infra.messaging.envelope import Envelope
from infra.messaging.subscribe import Reactions, application_for
from services.analytics.facts import reactions
from services.analytics.facts.application import FactsApplication
from services.analytics.facts.demography import NOT_INFORMED, Demography
from services.analytics.facts.domain.declaration import Attribute, Declaration
from services.analytics.facts.domain.fact import Fact, FactKind
from services.analytics.facts.places import UNKNOWN, Places
from services.analytics.facts.reactions import origin
from services.analytics.facts.rows import DeclarationRow, FactRow
from services.analytics.indicators.application import COUNTING

NOON = datetime(2025, 4, 17, 12, 0, tzinfo=UTC)
PERSON, OFFICE = UUID(int=1), UUID(int=2)


@pytest.fixture
def app() -> FactsApplication:
    return FactsApplication(EventStore.in_memory("analytics"))


def envelope(contract: type[Contract], position: int = 7, **changes: object) -> Envelope:
    subject = UUID(int=99)
    attributes = {
        "id": f"{subject}:{position}", "name": contract.TYPE, "major": 1, "source": contract.store(),
        "channel": contract.CHANNEL, "subject": subject, "position": position, "previous": position - 1,
        "log_id": UUID(int=5), "partition": 3, "time": NOON + timedelta(hours=2), "occurred_at": NOON, "uf": "AM",
    }  # fmt: skip
    return Envelope(**attributes | changes)


def tell(app: FactsApplication, message: Contract, **changes: object) -> Envelope:
    arrived = envelope(type(message), **changes)
    for function in vars(reactions).values():
        if getattr(function, "subscribes", None) is type(message):
            function(app, message, arrived)
    return arrived


def fact(app: FactsApplication, arrived: Envelope) -> Fact:
    with app.unit_of_work() as unit:
        return unit.get(Fact, origin(arrived).fact_id)


def completed(person: UUID | None = PERSON) -> intake.ReceptionCompleted:
    return intake.ReceptionCompleted(
        reception_id=UUID(int=4), office_id=OFFICE, person_id=person, outcome=ReceptionOutcome.ORIENTED
    )


def about_referral() -> dict[str, object]:
    return {
        "referral_id": UUID(int=6), "person_id": PERSON, "office_id": OFFICE, "partner_id": UUID(int=8),
        "need_domain": NeedDomain.HOUSING, "urgency": Urgency.NORMAL,
    }  # fmt: skip


def test_a_fact_carries_where_it_comes_from_and_when_it_happened(app):
    kept = fact(app, tell(app, completed(), position=41))
    assert (kept.kind, kept.subject_id, kept.person_id) == (FactKind.RECEPTION_COMPLETED, UUID(int=4), PERSON)
    assert (kept.office_id, kept.uf, kept.codes) == (OFFICE, "AM", {"outcome": "oriented"})
    assert (kept.origin.source, kept.origin.position) == ("intake", 41)
    assert kept.origin.recorded_at == NOON + timedelta(hours=2)
    assert kept.created_on == NOON


def test_a_message_told_twice_is_one_fact(app):
    for _ in range(3):
        tell(app, completed())
        tell(app, intake.GenderDeclared(person_id=PERSON, gender=Gender.FEMALE), position=8)
    assert len(app.store.recorder.records) == 2


def test_the_same_id_from_another_store_is_another_fact(app):
    tell(app, completed())
    tell(app, completed(), source="referrals")
    assert len(app.store.recorder.records) == 2


def test_an_id_that_a_restored_source_gives_again_is_another_fact(app):
    """What it was given to first is lost there; the new message must not be taken for it."""
    tell(app, completed())
    tell(app, completed(), time=NOON + timedelta(hours=3))
    assert len(app.store.recorder.records) == 2


def test_what_a_person_declares_is_kept_apart_from_the_facts(app):
    declared = intake.RaceColourDeclared(
        person_id=PERSON, race_colour=RaceColour.INDIGENOUS, source=DeclarationSource.SELF_DECLARED
    )
    arrived = tell(app, declared)
    with app.unit_of_work() as unit:
        kept = unit.get(Declaration, origin(arrived).fact_id)
        declared_code = unit.open(kept.declared, COUNTING)
    assert (kept.person_id, kept.attribute, kept.code) == (PERSON, Attribute.RACE_COLOUR, None)
    assert declared_code == "INDIGENOUS"


def test_a_declaration_of_the_first_version_still_tells_its_code() -> None:
    state = {"origin": None, "person_id": str(PERSON), "attribute": "gender", "code": "MALE"}
    Declaration.Recorded.upcast_v1_v2(state)
    assert (state["code"], state["declared"]) == ("MALE", None)


def test_a_suspended_referral_ends_with_the_outcome_it_counts_as(app):
    message = referrals.ReferralSuspended(
        **about_referral(), reason=next(iter(SuspensionReason)), counts_as=ReferralOutcome.PERSON_DECLINED
    )
    kept = fact(app, tell(app, message))
    assert (kept.kind, kept.codes["outcome"]) == (FactKind.REFERRAL_COMPLETED, "person_declined")


def test_a_referral_of_who_moved_away_ends_as_moved_where_it_was_sent(app):
    message = transfers.ReferralReissuedInNewTerritory(
        old_id=uuid4(), new_id=uuid4(), transfer_id=uuid4(), person_id=PERSON, office_id=OFFICE, partner_id=uuid4(),
        need_domain=NeedDomain.HOUSING, urgency=Urgency.WEEK, old_due_at=NOON,
    )  # fmt: skip
    kept = fact(app, tell(app, message))
    assert (kept.kind, kept.office_id, kept.uf) == (FactKind.REFERRAL_COMPLETED, OFFICE, "AM")
    assert kept.codes == {"need_domain": "housing", "outcome": "moved"}


def test_a_commitment_without_a_day_never_falls_due(app):
    message = coordination.CommitmentAssigned(
        commitment_id=uuid4(), group_id=uuid4(), level=MeetingLevel.NATIONAL, uf=None, role=CommitmentRole.LEAD,
        org_id=uuid4(), due_on=None,
    )  # fmt: skip
    assert fact(app, tell(app, message)).codes == {"level": "national", "role": "lead"}


def test_analytics_listens_to_events_and_statistics(app):
    inboxes = {inbox.channel: inbox.sources for inbox in Reactions([reactions]).inboxes("analytics")}
    assert inboxes == {"events": {"intake", "referrals", "coordination"}, "statistics": {"intake"}}
    for function in vars(reactions).values():
        if hasattr(function, "subscribes"):
            assert application_for(function, [app]) is app


def declared(code: str, hours: int, attribute: Attribute = Attribute.RACE_COLOUR) -> DeclarationRow:
    return DeclarationRow(uuid4(), PERSON, attribute, code, NOON + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("at", "expected"), [(-3, NOT_INFORMED), (-2, "WHITE"), (-1, "WHITE"), (0, "BROWN"), (1, "BROWN"), (5, "BLACK")]
)
def test_the_last_declaration_until_the_fact_counts(at, expected):
    known = Demography([declared("BLACK", 2), declared("WHITE", -2), declared("BROWN", 0)])
    assert known.code(PERSON, Attribute.RACE_COLOUR, NOON + timedelta(hours=at)) == expected


def test_without_a_declaration_or_a_person_it_is_not_informed():
    known = Demography([declared("FEMALE", -1, Attribute.GENDER)])
    assert known.code(PERSON, Attribute.RACE_COLOUR, NOON) == NOT_INFORMED
    assert known.code(None, Attribute.GENDER, NOON) == NOT_INFORMED
    assert known.code(UUID(int=77), Attribute.GENDER, NOON) == NOT_INFORMED


def row(**changes: object) -> FactRow:
    values = {
        "fact_id": uuid4(), "kind": FactKind.RECEPTION_COMPLETED, "subject_id": uuid4(), "person_id": PERSON,
        "office_id": OFFICE, "uf": None, "occurred_at": NOON, "codes": {},
    }  # fmt: skip
    return FactRow(**values | changes)


def opened(zone: str | None) -> FactRow:
    codes = {"zone": zone} if zone else {}
    return row(kind=FactKind.OFFICE_OPENED, subject_id=OFFICE, uf="AM", codes=codes)


def test_the_office_says_state_and_zone():
    assert Places([opened("America/Eirunepe")]).of(row(uf="BA")).zone == "America/Eirunepe"
    assert Places([opened(None)]).of(row()) == Places().of(row(uf="AM", office_id=None))
    assert Places().of(row()).uf == UNKNOWN


def test_the_last_evening_of_a_month_belongs_to_it_where_it_was():
    night = datetime(2025, 5, 1, 4, 30, tzinfo=UTC)
    place = Places([opened("America/Eirunepe")]).of(row())
    assert row(occurred_at=night).day(place).isoformat() == "2025-04-30"
    assert row(occurred_at=night).day(Places().of(row(uf="BA", office_id=None))).isoformat() == "2025-05-01"
