"""What facts keeps of the messages of intake, referrals and coordination."""

from __future__ import annotations

from uuid import UUID

from contracts import coordination, intake, merging, referrals, transfers
from contracts.vocabulary.network import InterruptionReason, ReferralOutcome
from infra.aggregate import Aggregate
from infra.erasure.erasure import erasure_id, erasure_of
from infra.erasure.order import Order
from infra.messaging.envelope import Envelope
from infra.messaging.subscribe import subscribe
from services.analytics.facts.application import FactsApplication
from services.analytics.facts.domain.declaration import Attribute, Declaration
from services.analytics.facts.domain.fact import Fact, FactKind
from services.analytics.facts.domain.origin import Origin

ENDED_AS = {
    InterruptionReason.MOVED: ReferralOutcome.MOVED,
    InterruptionReason.PERSON_DECIDED: ReferralOutcome.PERSON_DECLINED,
}


def origin(envelope: Envelope) -> Origin:
    return Origin(envelope.id, envelope.source, envelope.position, envelope.time)


Loads = list[tuple[type[Aggregate], UUID]]


def fact(message: object, envelope: Envelope) -> Loads:
    return [(Fact, origin(envelope).fact_id), *_erasure(message)]


def declaration(message: object, envelope: Envelope) -> Loads:
    return [(Declaration, origin(envelope).fact_id), *_erasure(message)]


def _erasure(message: object) -> Loads:
    """Of the person that a message names, if there is one: nothing is kept any more of who was erased."""
    person_id = getattr(message, "person_id", None)
    return [(erasure_of("analytics"), erasure_id("analytics", person_id))] if person_id else []


@subscribe(intake.OfficeOpened, loads=fact)
def on_office_opened(app: FactsApplication, message: intake.OfficeOpened, envelope: Envelope) -> None:
    app.record_fact(
        FactKind.OFFICE_OPENED,
        origin(envelope),
        envelope.occurred_at,
        message.office_id,
        office_id=message.office_id,
        uf=message.uf,
        codes={"municipality_ibge7": message.municipality_ibge7} | ({"zone": message.zone} if message.zone else {}),
    )


@subscribe(intake.ReceptionCompleted, loads=fact)
def on_reception_completed(app: FactsApplication, message: intake.ReceptionCompleted, envelope: Envelope) -> None:
    app.record_fact(
        FactKind.RECEPTION_COMPLETED,
        origin(envelope),
        envelope.occurred_at,
        message.reception_id,
        person_id=message.person_id,
        office_id=message.office_id,
        uf=envelope.uf,
        codes={"outcome": message.outcome},
    )


@subscribe(intake.RaceColourDeclared, loads=declaration)
def on_race_colour_declared(app: FactsApplication, message: intake.RaceColourDeclared, envelope: Envelope) -> None:
    app.record_declaration(
        origin(envelope), envelope.occurred_at, message.person_id, Attribute.RACE_COLOUR, message.race_colour
    )


@subscribe(intake.GenderDeclared, loads=declaration)
def on_gender_declared(app: FactsApplication, message: intake.GenderDeclared, envelope: Envelope) -> None:
    app.record_declaration(origin(envelope), envelope.occurred_at, message.person_id, Attribute.GENDER, message.gender)


@subscribe(merging.PersonsMerged, loads=fact)
def on_persons_merged(app: FactsApplication, message: merging.PersonsMerged, envelope: Envelope) -> None:
    """PL15: who was counted as two is one from here on, in every period that is computed again."""
    _merging(app, FactKind.PERSONS_MERGED, message, envelope)


@subscribe(merging.PersonMergeUndone, loads=fact)
def on_person_merge_undone(app: FactsApplication, message: merging.PersonMergeUndone, envelope: Envelope) -> None:
    _merging(app, FactKind.PERSON_MERGE_UNDONE, message, envelope)


def _merging(
    app: FactsApplication,
    kind: FactKind,
    message: merging.PersonsMerged | merging.PersonMergeUndone,
    envelope: Envelope,
) -> None:
    """Told in the order of the source's log, which is kept: an instant may be given by hand."""
    codes = {"survivor_id": str(message.survivor_id), "position": str(envelope.position)}
    app.record_fact(kind, origin(envelope), envelope.occurred_at, message.merged_id, codes=codes)


@subscribe(intake.PersonErasureAuthorised)
def on_person_erasure_authorised(
    app: FactsApplication, message: intake.PersonErasureAuthorised, envelope: Envelope
) -> None:
    approvers = tuple(str(approver) for approver in message.approvers)
    app.follow_erasure(Order(message.person_id, message.request_id, message.basis, approvers, "person"))


@subscribe(referrals.ReferralSent, loads=fact)
def on_referral_sent(app: FactsApplication, message: referrals.ReferralSent, envelope: Envelope) -> None:
    _referral(app, FactKind.REFERRAL_SENT, message, envelope)


@subscribe(referrals.ReferralAccepted, loads=fact)
def on_referral_accepted(app: FactsApplication, message: referrals.ReferralAccepted, envelope: Envelope) -> None:
    _referral(app, FactKind.REFERRAL_ACCEPTED, message, envelope)


@subscribe(referrals.ReferralCompleted, loads=fact)
def on_referral_completed(app: FactsApplication, message: referrals.ReferralCompleted, envelope: Envelope) -> None:
    _referral(app, FactKind.REFERRAL_COMPLETED, message, envelope, outcome=message.outcome)


@subscribe(referrals.ReferralSuspended, loads=fact)
def on_referral_suspended(app: FactsApplication, message: referrals.ReferralSuspended, envelope: Envelope) -> None:
    """Its end for statistics, with the outcome that it counts as (X01)."""
    _referral(app, FactKind.REFERRAL_COMPLETED, message, envelope, outcome=message.counts_as)


@subscribe(referrals.ReferralExpired, loads=fact)
def on_referral_expired(app: FactsApplication, message: referrals.ReferralExpired, envelope: Envelope) -> None:
    """Silence is an end too."""
    _referral(app, FactKind.REFERRAL_COMPLETED, message, envelope, outcome=ReferralOutcome.PARTNER_NO_REPLY)


@subscribe(referrals.ReferralInterrupted, loads=fact)
def on_referral_interrupted(app: FactsApplication, message: referrals.ReferralInterrupted, envelope: Envelope) -> None:
    """Somebody was served until then."""
    outcome = ENDED_AS.get(message.reason, ReferralOutcome.PARTLY)
    _referral(app, FactKind.REFERRAL_COMPLETED, message, envelope, outcome=outcome)


@subscribe(transfers.ReferralReissuedInNewTerritory, loads=fact)
def on_referral_reissued(
    app: FactsApplication, message: transfers.ReferralReissuedInNewTerritory, envelope: Envelope
) -> None:
    """The person moved away: the old one's end, at the office that had sent it; the new one is counted when sent."""
    _of_referral(app, FactKind.REFERRAL_COMPLETED, message.old_id, message, envelope, outcome=ReferralOutcome.MOVED)


def _referral(
    app: FactsApplication, kind: FactKind, message: referrals.AboutReferral, envelope: Envelope, **codes: str
) -> None:
    _of_referral(app, kind, message.referral_id, message, envelope, **codes)


def _of_referral(
    app: FactsApplication,
    kind: FactKind,
    referral_id: UUID,
    message: referrals.AboutReferral | transfers.ReferralReissuedInNewTerritory,
    envelope: Envelope,
    **codes: str,
) -> None:
    app.record_fact(
        kind,
        origin(envelope),
        envelope.occurred_at,
        referral_id,
        person_id=message.person_id,
        office_id=message.office_id,
        uf=envelope.uf,
        codes={"need_domain": message.need_domain, **codes},
    )


@subscribe(coordination.CoordinationMeetingHeld, loads=fact)
def on_coordination_meeting_held(
    app: FactsApplication, message: coordination.CoordinationMeetingHeld, envelope: Envelope
) -> None:
    app.record_fact(
        FactKind.MEETING_HELD,
        origin(envelope),
        envelope.occurred_at,
        message.meeting_id,
        uf=message.uf,
        codes={"level": message.level, "on": message.held_on.isoformat()},
    )


@subscribe(coordination.CommitmentAssigned, loads=fact)
def on_commitment_assigned(app: FactsApplication, message: coordination.CommitmentAssigned, envelope: Envelope) -> None:
    """`on` is the day by which it is due; without one it never falls due."""
    due = {"on": message.due_on.isoformat()} if message.due_on else {}
    app.record_fact(
        FactKind.COMMITMENT_ASSIGNED,
        origin(envelope),
        envelope.occurred_at,
        message.commitment_id,
        uf=message.uf,
        codes={"level": message.level, "role": message.role, **due},
    )


@subscribe(coordination.CommitmentFulfilled, loads=fact)
def on_commitment_fulfilled(
    app: FactsApplication, message: coordination.CommitmentFulfilled, envelope: Envelope
) -> None:
    app.record_fact(
        FactKind.COMMITMENT_FULFILLED,
        origin(envelope),
        envelope.occurred_at,
        message.commitment_id,
        uf=message.uf,
        codes={"level": message.level, "role": message.role, "on_time": "yes" if message.on_time else "no"},
    )
