"""What cases does when intake speaks: learn consents, follow their withdrawal, draft for urgent needs and documents."""

from __future__ import annotations

from contracts import intake, merging, pre_release
from contracts.vocabulary.care import NeedDomain, UrgentNeed
from contracts.vocabulary.network import SuspensionReason
from contracts.vocabulary.offices import OfficeStatus
from contracts.vocabulary.rights import ConsentScope
from infra.erasure.order import Order
from infra.messaging.envelope import Envelope
from infra.messaging.subscribe import subscribe
from services.referrals.cases.application import CasesApplication
from services.referrals.cases.drafting import DraftingApplication
from services.referrals.cases.erasures import ErasuresApplication
from services.referrals.cases.links import LinksApplication
from services.referrals.cases.replanning import ReplanningApplication

LEARNT = (ConsentScope.SHARE_WITH_PARTNER, ConsentScope.TRANSFER_OFFICE)
SERVED_BY = {
    UrgentNeed.HOUSING_TONIGHT: NeedDomain.HOUSING,
    UrgentNeed.FOOD: NeedDomain.FOOD,
    UrgentNeed.MEDICATION: NeedDomain.PHYSICAL_HEALTH,
    UrgentNeed.THREAT_TO_LIFE: NeedDomain.VIOLENCE_PROTECTION,
    UrgentNeed.MINOR_CHILDREN_ALONE: NeedDomain.FAMILY_CHILDREN,
}


@subscribe(intake.ConsentGranted)
def on_consent_granted(app: CasesApplication, message: intake.ConsentGranted, envelope: Envelope) -> None:
    """Only a consent to share with partners can carry a referral, and one to move the case a transfer."""
    if message.scope in LEARNT:
        app.learn_grant(
            message.grant_id,
            message.person_id,
            message.scope,
            message.recipients,
            message.data_classes,
            message.valid_until,
        )


@subscribe(intake.ConsentWithdrawn)
def on_consent_withdrawn(app: CasesApplication, message: intake.ConsentWithdrawn, envelope: Envelope) -> None:
    """PL11: everything that relied on the grant is suspended and recalled."""
    app.follow_withdrawal(message.grant_id)


@subscribe(intake.ConsentExpired)
def on_consent_expired(app: CasesApplication, message: intake.ConsentExpired, envelope: Envelope) -> None:
    """PL11 again: a consent that has run out carries as little as one that was withdrawn."""
    app.follow_withdrawal(message.grant_id, SuspensionReason.CONSENT_EXPIRED)


@subscribe(intake.UrgentNeedIdentified)
def on_urgent_need_identified(
    app: DraftingApplication, message: intake.UrgentNeedIdentified, envelope: Envelope
) -> None:
    """PL04: a draft for the office to send; who stays unnamed cannot be referred."""
    if message.person_id is not None:
        app.draft_urgent(message.person_id, message.office_id, SERVED_BY[message.need])


@subscribe(pre_release.PreReleaseCaseLinked)
def on_pre_release_case_linked(
    app: DraftingApplication, message: pre_release.PreReleaseCaseLinked, envelope: Envelope
) -> None:
    """PL02: a draft for the missing documents, once the person has accepted; before that nobody is known here."""
    app.draft_documents(message.case_id, message.person_id, message.office_id, message.missing_documents)


@subscribe(pre_release.PreReleaseCaseListedAgain)
def on_pre_release_case_listed_again(
    app: DraftingApplication, message: pre_release.PreReleaseCaseListedAgain, envelope: Envelope
) -> None:
    """PL02 again, for what only a later list found to be missing; of a case that is nobody's yet nothing follows."""
    if message.person_id is not None:
        app.draft_documents(message.case_id, message.person_id, message.office_id, message.missing_documents)


@subscribe(intake.OfficeStatusChanged)
def on_office_status_changed(
    app: ReplanningApplication, message: intake.OfficeStatusChanged, envelope: Envelope
) -> None:
    """PL35: from the first step of a closing on its open referrals are planned anew."""
    if message.to_status is OfficeStatus.CLOSING:
        app.announce(message.office_id, message.receiving_office_id)


@subscribe(intake.OfficeClosed)
def on_office_closed(app: ReplanningApplication, message: intake.OfficeClosed, envelope: Envelope) -> None:
    """PL35: what is still open has nobody left at the office."""
    app.close(message.office_id, message.receiving_office_id)


@subscribe(merging.PersonsMerged)
def on_persons_merged(app: LinksApplication, message: merging.PersonsMerged, envelope: Envelope) -> None:
    """PL15: a person's referrals stand under the surviving record."""
    app.follow_merge(message.merged_id, message.survivor_id, message.survivor_office_id)


@subscribe(merging.PersonMergeUndone)
def on_person_merge_undone(app: LinksApplication, message: merging.PersonMergeUndone, envelope: Envelope) -> None:
    app.follow_undoing(message.merged_id, message.survivor_id)


@subscribe(intake.PersonErasureAsked)
def on_person_erasure_asked(app: ErasuresApplication, message: intake.PersonErasureAsked, envelope: Envelope) -> None:
    app.answer(message.request_id, message.person_id, message.number)


@subscribe(intake.PersonErasureAuthorised)
def on_person_erasure_authorised(
    app: ErasuresApplication, message: intake.PersonErasureAuthorised, envelope: Envelope
) -> None:
    """PL38: everything of this person is erased here too."""
    app.follow(
        Order(message.person_id, message.request_id, message.basis, tuple(map(str, message.approvers)), "person")
    )
