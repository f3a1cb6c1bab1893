"""Known grant: what intake told us about a consent, and which referrals rely on it.

An aggregate and not a read model: sending writes into its stream, so that a withdrawal that arrives at the
same moment meets it as a version conflict, and no referral slips through between the two.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from contracts.vocabulary.rights import ConsentScope, DataClass
from infra.kernel import Aggregate, DomainError, Event, InitialEvent, event, now


class GrantNotKnownYet(DomainError):
    code = "referrals.grant-not-known-yet"
    detail = "This consent has not reached the referrals service yet."
    fix = "Repeat the command in some seconds; if it still fails, check the identifier of the grant."


class GrantNotActive(DomainError):
    code = "referrals.grant-not-active"
    detail = "The consent was withdrawn or has run out."
    fix = "Ask the person; only a new consent allows a new sending."


class GrantForSomethingElse(DomainError):
    code = "referrals.grant-for-something-else"
    detail = "The consent was given by another person, to another recipient, or for another purpose."
    fix = "Cite the person's own grant that names this recipient and this purpose."


class FieldsNotCovered(DomainError):
    code = "referrals.fields-not-covered"
    detail = "A partner is told only what the consent covers and the offer needs."
    fix = "Leave out the kinds of data that one of the two does not name."


class ConsentUsed(DomainError):
    code = "referrals.consent-used"
    detail = "Under this consent the case has moved before."
    fix = "Ask the person; each move needs a consent of its own."


class KnownGrant(Aggregate, store="referrals"):
    snapshot_version = 2

    class Learned(InitialEvent):
        grant_id: UUID
        person_id: UUID
        scope: ConsentScope
        recipients: tuple[UUID, ...]
        data_classes: tuple[DataClass, ...]
        valid_until: datetime | None

    class ReliedOn(Event):
        referral_id: UUID

    class CarriedTransfer(Event):
        """The case has moved under it: it carries no other move."""

        transfer_id: UUID

    class Withdrawn(Event):
        person_id: UUID

    @staticmethod
    def create_id(grant_id: UUID) -> UUID:
        """A grant keeps the id that intake gave it."""
        return grant_id

    @event(Learned)
    def __init__(
        self,
        grant_id: UUID,
        person_id: UUID,
        scope: ConsentScope,
        recipients: tuple[UUID, ...],
        data_classes: tuple[DataClass, ...],
        valid_until: datetime | None,
    ) -> None:
        self.person_id, self.scope = person_id, scope
        self.recipients, self.data_classes, self.valid_until = recipients, data_classes, valid_until
        self.referrals: list[UUID] = []
        self.withdrawn, self.used = False, False

    @property
    def active(self) -> bool:
        return not self.withdrawn and (self.valid_until is None or now() < self.valid_until)

    def rely_on(
        self,
        referral_id: UUID,
        person_id: UUID,
        recipient: UUID,
        fields: frozenset[DataClass],
        needed: frozenset[DataClass],
    ) -> None:
        """Let a referral share `fields` under this consent (R1): covered by it, and needed by the offer."""
        self._refuse_unless_for(ConsentScope.SHARE_WITH_PARTNER, person_id, recipient)
        if not fields <= needed & set(self.data_classes):
            raise FieldsNotCovered
        self.trigger_event(self.ReliedOn, referral_id=referral_id)

    @event(ReliedOn)
    def _relied_on(self, referral_id: UUID) -> None:
        self.referrals.append(referral_id)

    def rely_on_for_transfer(self, transfer_id: UUID, person_id: UUID, office_id: UUID) -> None:
        """Let a transfer to this office rest on this consent. Raises ConsentUsed and the refusals of a grant."""
        self._refuse_unless_for(ConsentScope.TRANSFER_OFFICE, person_id, office_id)
        if self.used:
            raise ConsentUsed
        self.trigger_event(self.ReliedOn, referral_id=transfer_id)

    def carry_transfer(self, transfer_id: UUID) -> None:
        """The case moves now; a withdrawal at the same moment meets it as a version conflict. Raises GrantNotActive."""
        self.refuse_unless_active()
        self.trigger_event(self.CarriedTransfer, transfer_id=transfer_id)

    @event(CarriedTransfer)
    def _carried_transfer(self) -> None:
        self.used = True

    def refuse_unless_active(self) -> None:
        if not self.active:
            raise GrantNotActive

    def _refuse_unless_for(self, scope: ConsentScope, person_id: UUID, recipient: UUID) -> None:
        self.refuse_unless_active()
        mine = person_id == self.person_id and recipient in self.recipients
        if not mine or self.scope is not scope:
            raise GrantForSomethingElse

    def withdraw(self) -> None:
        """Allow nothing any more. Does nothing the second time."""
        if not self.withdrawn:
            self.trigger_event(self.Withdrawn, person_id=self.person_id)

    @event(Withdrawn)
    def _withdrawn(self) -> None:
        self.withdrawn = True
