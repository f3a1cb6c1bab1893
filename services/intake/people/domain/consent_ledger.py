"""Consent ledger: what a person allows, whom, for what; one per person (LGPD art. 7 §5, 8 §5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from contracts.vocabulary import ConsentEvidence, ConsentScope, DataClass, GrantedBy
from infra.kernel import Aggregate, DomainError, Event, InitialEvent, NotFound, event, new_id, now

NAMESPACE = UUID("5b9e9cf0-6d3f-4c43-8f0e-0d4a8f1c2b77")


class RecipientMissing(DomainError):
    code = "intake.consent-needs-recipient"
    detail = "This purpose names whom the data may reach."
    fix = "Name at least one recipient."


class GrantNotActive(NotFound):
    code = "intake.grant-not-active"
    detail = "There is no active grant with this identifier."
    fix = "Read the ledger; the grant may already be withdrawn."


@dataclass(frozen=True)
class Grant:
    """One thing allowed. Recipients are organisations; `valid_until` None means until withdrawn."""

    grant_id: UUID
    scope: ConsentScope
    recipients: tuple[UUID, ...]
    data_classes: tuple[DataClass, ...]
    valid_until: datetime | None


class ConsentLedger(Aggregate, store="intake"):
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

    class Withdrawn(Event):
        person_id: UUID
        grant_id: UUID
        scope: ConsentScope
        recipients: tuple[UUID, ...]

    @staticmethod
    def create_id(person_id: UUID) -> UUID:
        """The ledger of a person is found by the person."""
        return uuid5(NAMESPACE, person_id.hex)

    @event(Opened)
    def __init__(self, person_id: UUID) -> None:
        self.person_id = person_id
        self.grants: dict[UUID, Grant] = {}

    def grant(
        self,
        scope: ConsentScope,
        recipients: tuple[UUID, ...] = (),
        data_classes: tuple[DataClass, ...] = (),
        valid_until: datetime | None = None,
        evidence: ConsentEvidence = ConsentEvidence.SIGNATURE,
        language: str = "pt",
        read_aloud: bool = False,
        granted_by: GrantedBy = GrantedBy.SELF,
    ) -> UUID:
        """Allow one purpose; returns the id by which every later sharing cites it."""
        if scope in (ConsentScope.SHARE_WITH_PARTNER, ConsentScope.FAMILY_SHARE) and not recipients:
            raise RecipientMissing
        grant_id = new_id()
        self.trigger_event(self.Granted,
            person_id=self.person_id, grant_id=grant_id, scope=scope, recipients=recipients,
            data_classes=data_classes, valid_until=valid_until, evidence=evidence, language=language,
            read_aloud=read_aloud, granted_by=granted_by,
        )  # fmt: skip
        return grant_id

    @event(Granted)
    def _granted(
        self,
        grant_id: UUID,
        scope: ConsentScope,
        recipients: tuple[UUID, ...],
        data_classes: tuple[DataClass, ...],
        valid_until: datetime | None,
    ) -> None:
        self.grants[grant_id] = Grant(grant_id, scope, recipients, data_classes, valid_until)

    def withdraw(self, grant_id: UUID) -> None:
        """Take a grant back: no reason is asked, and it has effect at once."""
        if grant_id not in self.grants:
            raise GrantNotActive
        grant = self.grants[grant_id]
        self.trigger_event(
            self.Withdrawn, person_id=self.person_id, grant_id=grant_id, scope=grant.scope, recipients=grant.recipients
        )

    @event(Withdrawn)
    def _withdrawn(self, grant_id: UUID) -> None:
        del self.grants[grant_id]

    def active(self, grant_id: UUID) -> Grant | None:
        """The grant, if it allows something at this moment."""
        grant = self.grants.get(grant_id)
        if grant is None or (grant.valid_until is not None and grant.valid_until <= now()):
            return None
        return grant
