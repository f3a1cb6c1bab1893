"""Grant: one thing that a person allows; whom, for what, on which evidence, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from contracts.vocabulary.network import StateSystem
from contracts.vocabulary.persons import ContactType
from contracts.vocabulary.rights import ConsentEvidence, ConsentScope, DataClass, GrantedBy
from infra.kernel import Sealed
from services.intake.people.domain.consent_refusals import GuardianNeedsDocument, RecipientMissing

TO_ORGANISATIONS = (ConsentScope.SHARE_WITH_PARTNER, ConsentScope.FAMILY_SHARE, ConsentScope.TRANSFER_OFFICE)


class GrantStatus(StrEnum):
    """What became of a grant. `invalid`: it was never given freely, and should not have been relied on (X19)."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    INVALID = "invalid"


@dataclass(frozen=True)
class Allowed:
    """What for: the purpose, and the recipient, system or channel that it names."""

    scope: ConsentScope
    recipients: tuple[UUID, ...] = ()
    data_classes: tuple[DataClass, ...] = ()
    state_system: StateSystem | None = None
    channel: ContactType | None = None

    def refuse_unless_named(self) -> None:
        """Raises RecipientMissing: what has a recipient says which."""
        to_system = self.scope is ConsentScope.SHARE_WITH_STATE_SYSTEM
        nobody = self.scope in TO_ORGANISATIONS and not self.recipients
        if nobody or to_system != (self.state_system is not None):
            raise RecipientMissing
        if (self.scope is ConsentScope.CONTACT) != (self.channel is not None):
            raise RecipientMissing


@dataclass(frozen=True)
class Given:
    """How it was given. Sealed: the words of the purpose, where the evidence lies, the guardian's document."""

    evidence: ConsentEvidence
    language: str
    read_aloud: bool
    granted_by: GrantedBy
    purpose_text: Sealed | None = None
    evidence_ref: Sealed | None = None
    guardian_ref: Sealed | None = None

    def refuse_unless_theirs(self) -> None:
        """X19: nobody answers for somebody else without a document. Raises GuardianNeedsDocument."""
        if (self.granted_by is GrantedBy.LEGAL_GUARDIAN) != (self.guardian_ref is not None):
            raise GuardianNeedsDocument


@dataclass(frozen=True)
class Grant:
    """`valid_until` None means until withdrawn; `reminded`: the office was told that it ends soon."""

    grant_id: UUID
    allowed: Allowed
    given: Given
    granted_at: datetime
    valid_until: datetime | None
    status: GrantStatus = GrantStatus.ACTIVE
    reminded: bool = False

    @property
    def scope(self) -> ConsentScope:
        return self.allowed.scope

    @property
    def recipients(self) -> tuple[UUID, ...]:
        return self.allowed.recipients

    @property
    def data_classes(self) -> tuple[DataClass, ...]:
        return self.allowed.data_classes

    def holds(self, moment: datetime) -> bool:
        """Whether it allows something at a moment."""
        return self.status is GrantStatus.ACTIVE and (self.valid_until is None or moment < self.valid_until)


@dataclass(frozen=True)
class Refusal:
    """What the person was asked and did not want; it weighs on nothing (LGPD art. 18 VIII)."""

    allowed: Allowed
    refused_at: datetime
