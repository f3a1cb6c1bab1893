"""Consent ledger: what a person allows and does not allow; one per person (LGPD art. 7 §5, 8 §5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from contracts.vocabulary.network import StateSystem
from contracts.vocabulary.persons import ContactType
from contracts.vocabulary.rights import ConsentEvidence, ConsentScope, DataClass, GrantedBy
from infra.kernel import Aggregate, Event, InitialEvent, Label, Seal, Sealed, derived_id, event, happening, new_id, now
from services.intake.people.domain.consent_refusals import ConsentOverBeforeGiven, GrantNotActive
from services.intake.people.domain.grant import Allowed, Given, Grant, GrantStatus, Refusal

NAMESPACE = UUID("5b9e9cf0-6d3f-4c43-8f0e-0d4a8f1c2b77")
SealedC2 = Annotated[Sealed | None, Seal(Label.C2, subject="person_id")]


class ConsentLedger(Aggregate, store="intake"):
    snapshot_version = 2

    class Opened(InitialEvent):
        person_id: UUID

    class Granted(Event):
        person_id: UUID
        grant_id: UUID
        scope: ConsentScope
        recipients: tuple[UUID, ...]
        data_classes: tuple[DataClass, ...]
        valid_until: datetime | None
        evidence: ConsentEvidence
        language: str
        read_aloud: bool
        granted_by: GrantedBy
        state_system: StateSystem | None = None
        channel: ContactType | None = None
        purpose_text: SealedC2 = None
        evidence_ref: SealedC2 = None
        guardian_ref: SealedC2 = None

    class Refused(Event):
        """Asked, and not wanted. Nothing is published of it."""

        person_id: UUID
        scope: ConsentScope
        recipients: tuple[UUID, ...]
        state_system: StateSystem | None
        channel: ContactType | None

    class Withdrawn(Event):
        """`invalid`: a professional found that it was not given freely (X19); no reason stands here otherwise."""

        person_id: UUID
        grant_id: UUID
        scope: ConsentScope
        recipients: tuple[UUID, ...]
        invalid: bool = False

    class ExpiryReminded(Event):
        """The office was told that a grant ends soon (DL16)."""

        REMARK = True
        person_id: UUID
        grant_id: UUID
        valid_until: datetime

    class Expired(Event):
        """The end that it was given with has come."""

        person_id: UUID
        grant_id: UUID
        scope: ConsentScope
        recipients: tuple[UUID, ...]

    @staticmethod
    def create_id(person_id: UUID) -> UUID:
        """The ledger of a person is found by the person."""
        return derived_id(NAMESPACE, person_id.hex)

    @event(Opened)
    def __init__(self, person_id: UUID) -> None:
        self.person_id = person_id
        self.grants: dict[UUID, Grant] = {}
        self.refusals: list[Refusal] = []

    def grant(self, allowed: Allowed, given: Given, valid_until: datetime | None = None) -> UUID:
        """Allow one purpose; returns the id by which every later sharing cites it.

        Raises RecipientMissing, GuardianNeedsDocument, ConsentOverBeforeGiven.
        """
        allowed.refuse_unless_named()
        given.refuse_unless_theirs()
        if valid_until is not None and valid_until <= happening():
            raise ConsentOverBeforeGiven
        grant_id = new_id()
        self.trigger_event(
            self.Granted,
            person_id=self.person_id,
            grant_id=grant_id,
            valid_until=valid_until,
            **vars(allowed),
            **vars(given),
        )
        return grant_id

    @event(Granted)
    def _granted(
        self,
        grant_id: UUID,
        scope: ConsentScope,
        recipients: tuple[UUID, ...],
        data_classes: tuple[DataClass, ...],
        valid_until: datetime | None,
        evidence: ConsentEvidence,
        language: str,
        read_aloud: bool,
        granted_by: GrantedBy,
        state_system: StateSystem | None,
        channel: ContactType | None,
        purpose_text: Sealed | None,
        evidence_ref: Sealed | None,
        guardian_ref: Sealed | None,
        timestamp: datetime,
    ) -> None:
        allowed = Allowed(scope, recipients, data_classes, state_system, channel)
        given = Given(evidence, language, read_aloud, granted_by, purpose_text, evidence_ref, guardian_ref)
        self.grants[grant_id] = Grant(grant_id, allowed, given, timestamp, valid_until)

    def refuse(self, allowed: Allowed) -> None:
        """Keep that the person was asked and said no; what is allowed already stays so. Raises RecipientMissing."""
        allowed.refuse_unless_named()
        asked = {name: value for name, value in vars(allowed).items() if name != "data_classes"}
        self.trigger_event(self.Refused, person_id=self.person_id, **asked)

    @event(Refused)
    def _refused(
        self,
        scope: ConsentScope,
        recipients: tuple[UUID, ...],
        state_system: StateSystem | None,
        channel: ContactType | None,
        timestamp: datetime,
    ) -> None:
        asked = Allowed(scope, recipients, state_system=state_system, channel=channel)
        self.refusals.append(Refusal(asked, timestamp))

    def withdraw(self, grant_id: UUID, *, invalid: bool = False) -> None:
        """Take a grant back: no reason is asked, and it has effect at once. Raises GrantNotActive."""
        if not self._running(grant_id):
            raise GrantNotActive
        self.trigger_event(self.Withdrawn, invalid=invalid, **self._about(grant_id))

    @event(Withdrawn)
    def _withdrawn(self, grant_id: UUID, invalid: bool) -> None:
        self._end(grant_id, GrantStatus.INVALID if invalid else GrantStatus.WITHDRAWN)

    def remind(self, grant_id: UUID) -> None:
        """It ends soon. Does nothing for a grant that has ended."""
        if self._running(grant_id):
            until = self.grants[grant_id].valid_until
            self.trigger_event(self.ExpiryReminded, person_id=self.person_id, grant_id=grant_id, valid_until=until)

    @event(ExpiryReminded)
    def _expiry_reminded(self, grant_id: UUID) -> None:
        self.grants[grant_id] = replace(self.grants[grant_id], reminded=True)

    def expire(self, grant_id: UUID) -> None:
        """Its end has come. Does nothing for a grant that has ended, or that lasts longer."""
        if self._running(grant_id) and not self.grants[grant_id].holds(happening()):
            self.trigger_event(self.Expired, **self._about(grant_id))

    @event(Expired)
    def _expired(self, grant_id: UUID) -> None:
        self._end(grant_id, GrantStatus.EXPIRED)

    def active(self, grant_id: UUID) -> Grant | None:
        """The grant, if it allows something at this moment."""
        grant = self.grants.get(grant_id)
        return grant if grant is not None and grant.holds(now()) else None

    def _running(self, grant_id: UUID) -> bool:
        return grant_id in self.grants and self.grants[grant_id].status is GrantStatus.ACTIVE

    def _about(self, grant_id: UUID) -> dict[str, Any]:
        grant = self.grants[grant_id]
        return {
            "person_id": self.person_id,
            "grant_id": grant_id,
            "scope": grant.scope,
            "recipients": grant.recipients,
        }

    def _end(self, grant_id: UUID, status: GrantStatus) -> None:
        self.grants[grant_id] = replace(self.grants[grant_id], status=status)
