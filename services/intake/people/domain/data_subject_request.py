"""Data subject request: a person asks what is held and shared, or that it be put right (LGPD art. 18, 19)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from contracts.vocabulary.rights import (
    AnswerMeans,
    IdentityMethod,
    RequestedBy,
    SubjectRequestKind,
    SubjectRequestRefusal,
)
from infra.kernel import Aggregate, Event, InitialEvent, Label, Seal, Sealed, event
from services.intake.people.domain.subject_request_refusals import (
    NothingToPackage,
    PackageChanged,
    RequesterAlreadyIdentified,
    RequesterNotIdentified,
    SubjectRequestOver,
)

OPEN = ("opened", "identity_checked")


class DataSubjectRequest(Aggregate, store="intake"):
    """Of every kind but erasure, which is a request of its own with more to decide."""

    class Opened(InitialEvent):
        person_id: UUID
        office_id: UUID
        kind: SubjectRequestKind
        requested_by: RequestedBy
        opened_by: str

    class IdentityChecked(Event):
        person_id: UUID
        method: IdentityMethod

    class Answered(Event):
        """`digest` is the SHA-256 of the package that was given; None where nothing is handed over."""

        person_id: UUID
        means: AnswerMeans
        digest: str | None
        reference: Annotated[Sealed | None, Seal(Label.C2, subject="person_id")]

    class RefusedWithGround(Event):
        person_id: UUID
        ground: SubjectRequestRefusal

    class Overdue(Event):
        """The time to answer is over (DL15)."""

        REMARK = True
        person_id: UUID
        due_at: datetime

    @event(Opened)
    def __init__(
        self, person_id: UUID, office_id: UUID, kind: SubjectRequestKind, requested_by: RequestedBy, opened_by: str
    ) -> None:
        self.person_id, self.office_id, self.kind = person_id, office_id, kind
        self.requested_by, self.opened_by = requested_by, opened_by
        self.status, self.overdue = "opened", False
        self.means: AnswerMeans | None = None
        self.digest: str | None = None
        self.reference: Sealed | None = None
        self.ground: SubjectRequestRefusal | None = None

    def check_identity(self, method: IdentityMethod) -> None:
        """It is the person who asks, or who acts for the person. Raises RequesterAlreadyIdentified."""
        self._refuse_if_over()
        if self.status == "identity_checked":
            raise RequesterAlreadyIdentified
        self.trigger_event(self.IdentityChecked, person_id=self.person_id, method=method)

    @event(IdentityChecked)
    def _identity_checked(self) -> None:
        self.status = "identity_checked"

    def refuse_unless_packaged(self) -> None:
        """Raises SubjectRequestOver, RequesterNotIdentified, NothingToPackage: then nothing may be handed over."""
        self._refuse_unless_identified()
        if self.kind is SubjectRequestKind.CORRECTION:
            raise NothingToPackage

    def answer(self, means: AnswerMeans, digest: str | None, current: str | None, reference: str | None = None) -> None:
        """`digest` of what was given, `current` of what would be given now. Raises PackageChanged."""
        self._refuse_unless_identified()
        if digest != current:
            raise PackageChanged
        self.trigger_event(
            self.Answered, person_id=self.person_id, means=means, digest=digest,
            reference=Sealed.of(reference) if reference else None,
        )  # fmt: skip

    @event(Answered)
    def _answered(self, means: AnswerMeans, digest: str | None, reference: Sealed | None) -> None:
        self.status, self.means, self.digest, self.reference = "answered", means, digest, reference

    def refuse(self, ground: SubjectRequestRefusal) -> None:
        """Also without an identity check: that it could not be done is a ground. Raises SubjectRequestOver."""
        self._refuse_if_over()
        self.trigger_event(self.RefusedWithGround, person_id=self.person_id, ground=ground)

    @event(RefusedWithGround)
    def _refused_with_ground(self, ground: SubjectRequestRefusal) -> None:
        self.status, self.ground = "refused", ground

    def mark_overdue(self, due_at: datetime) -> None:
        """Nobody has answered in time. Does nothing once it is answered."""
        if self.status in OPEN:
            self.trigger_event(self.Overdue, person_id=self.person_id, due_at=due_at)

    @event(Overdue)
    def _overdue(self) -> None:
        self.overdue = True

    def _refuse_unless_identified(self) -> None:
        self._refuse_if_over()
        if self.status == "opened":
            raise RequesterNotIdentified

    def _refuse_if_over(self) -> None:
        if self.status not in OPEN:
            raise SubjectRequestOver
