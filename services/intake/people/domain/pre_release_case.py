"""Pre-release case: somebody who may leave prison soon, on a list and not yet a person of ours (B.1.7).

Whatever identifies is sealed under the case's own key: a case becomes a registered person's only by acceptance.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from contracts.vocabulary.persons import VoluntaryAnswer
from contracts.vocabulary.release import CivilDocument, ReleaseDateReason, ReleaseListSource
from infra.kernel import Aggregate, Event, InitialEvent, Label, Seal, Sealed, derived_id, event, new_id
from services.intake.people.domain import pre_release_documents as documents
from services.intake.people.domain import pre_release_refusals as refusals
from services.intake.people.domain.pre_release_contact import Contacting
from services.intake.people.domain.pre_release_documents import Stage
from services.intake.people.domain.pre_release_listed import Change, Relisting

SealedC2 = Annotated[Sealed | None, Seal(Label.C2)]
SealedC3 = Annotated[Sealed | None, Seal(Label.C3)]
ANSWERS = {True: VoluntaryAnswer.ACCEPTS, False: VoluntaryAnswer.DECLINES}


class PreReleaseCase(Relisting, Contacting, Aggregate, store="intake"):
    snapshot_version = 2

    class Opened(InitialEvent):
        """`list_id` and `row` say where it comes from; `window_days` how long before the release work begins."""

        office_id: UUID
        list_id: UUID | None
        row: int | None
        source: ReleaseListSource
        expected_release_on: date
        window_days: int
        missing_documents: tuple[CivilDocument, ...]
        name: SealedC2
        reference: SealedC2
        birth_date: SealedC2
        prison_unit: SealedC3
        race_colour: SealedC3
        cpf: SealedC2 = None
        rji: SealedC2 = None

    class ListedAgain(Event):
        """A row of another list tells of this person (PL01): what it changed, and what nobody had said before.

        `name` and `reference` as this list writes them, when the case would not be found by them yet.
        """

        office_id: UUID
        person_id: UUID | None
        list_id: UUID
        row: int
        listed_by: UUID
        source: ReleaseListSource
        changed: tuple[Change, ...]
        missing_documents: tuple[CivilDocument, ...]
        name: SealedC2
        reference: SealedC2
        cpf: SealedC2
        rji: SealedC2
        birth_date: SealedC2

    class OfficeAssigned(Event):
        """Another office of the state works with the person from now on: a list, or the prison, says so."""

        office_id: UUID
        from_office_id: UUID

    class MeetingHeld(Event):
        office_id: UUID

    class Accepted(Event):
        office_id: UUID

    class Declined(Event):
        office_id: UUID

    class DocumentIssueRequested(Event):
        document: CivilDocument

    class DocumentIssued(Event):
        document: CivilDocument

    class DocumentsHandedOver(Event):
        documents: tuple[CivilDocument, ...]

    class ReleaseDateChanged(Event):
        """`revoked`: the person was said to be released and is still inside; None: nobody knows the new day (X21)."""

        office_id: UUID
        expected_release_on: date | None
        window_days: int
        reason: ReleaseDateReason

    class PersonReleased(Event):
        """`contact_wished`: whether the person allows the office to get in touch (PL03); before that was asked, yes."""

        office_id: UUID
        person_id: UUID | None
        contact_wished: bool = True

    class ContactWished(Event):
        """After the release the person allows the office to get in touch."""

        office_id: UUID

    class ContactNotWished(Event):
        """After the release the person allows it no longer."""

        office_id: UUID

    class FirstContactMade(Event):
        office_id: UUID

    class Linked(Event):
        """`missing_documents` are those that nobody has asked for yet."""

        office_id: UUID
        person_id: UUID
        missing_documents: tuple[CivilDocument, ...] = ()

    @staticmethod
    def create_id(list_id: UUID | None, row: int | None, **_: Any) -> UUID:
        """A row of a list is one case, however often it is sent."""
        return new_id() if list_id is None else derived_id(list_id, str(row))

    @event(Opened)
    def __init__(
        self, office_id: UUID, list_id: UUID | None, row: int | None, source: ReleaseListSource,
        expected_release_on: date, window_days: int, missing_documents: tuple[CivilDocument, ...],
        name: Sealed | None, reference: Sealed | None, birth_date: Sealed | None, prison_unit: Sealed | None,
        race_colour: Sealed | None, cpf: Sealed | None, rji: Sealed | None,
    ) -> None:  # fmt: skip
        self.office_id, self.list_id, self.row, self.source = office_id, list_id, row, source
        self.expected_release_on: date | None = expected_release_on
        self.window_days, self.documents = window_days, dict.fromkeys(missing_documents, Stage.MISSING)
        self.name, self.reference, self.birth_date = name, reference, birth_date
        self.prison_unit, self.race_colour, self.cpf, self.rji = prison_unit, race_colour, cpf, rji
        self.voluntary_answer = VoluntaryAnswer.PENDING
        self.met, self.released, self.contacted, self.contact_wished = False, False, False, False
        self.released_at: datetime | None = None
        self.person_id: UUID | None = None

    @event(ListedAgain)
    def _listed_again(
        self, list_id: UUID, row: int, missing_documents: tuple[CivilDocument, ...],
        cpf: Sealed | None, rji: Sealed | None, birth_date: Sealed | None,
    ) -> None:  # fmt: skip
        self.list_id, self.row = list_id, row
        self.documents |= dict.fromkeys(missing_documents, Stage.MISSING)
        self.cpf, self.rji, self.birth_date = self.cpf or cpf, self.rji or rji, self.birth_date or birth_date

    def assign(self, office_id: UUID) -> None:
        """To another office of the state. Raises OfficeUnchanged, CaseAlreadyLinked."""
        if office_id == self.office_id:
            raise refusals.OfficeUnchanged
        if self.person_id is not None:
            raise refusals.CaseAlreadyLinked
        self.trigger_event(self.OfficeAssigned, office_id=office_id, from_office_id=self.office_id)

    def follow_person(self, office_id: UUID) -> None:
        """The person's case is led by another office (PL14), of another state too."""
        if office_id != self.office_id:
            self.trigger_event(self.OfficeAssigned, office_id=office_id, from_office_id=self.office_id)

    @event(OfficeAssigned)
    def _office_assigned(self, office_id: UUID) -> None:
        self.office_id = office_id

    def refuse_to_end(self) -> None:
        """Whether the case can go over into another one. Raises CaseAlreadyLinked, AlreadyReleased."""
        if self.person_id is not None:
            raise refusals.CaseAlreadyLinked
        if self.released:
            raise refusals.AlreadyReleased

    def hold_meeting(self) -> None:
        """Somebody of the office has met the person and told what there is; again is another meeting."""
        self.trigger_event(self.MeetingHeld, office_id=self.office_id)

    @event(MeetingHeld)
    def _meeting_held(self) -> None:
        self.met = True

    def answer(self, accepts: bool) -> None:
        """What the person wants; it may change as often as the person likes, until the case is a person's."""
        if not self.met:
            raise refusals.MeetingNotHeld
        if self.person_id is not None:
            raise refusals.CaseAlreadyLinked
        if self.voluntary_answer is ANSWERS[accepts]:
            raise refusals.AnswerUnchanged
        self.trigger_event(self.Accepted if accepts else self.Declined, office_id=self.office_id)

    @event(Accepted)
    def _accepted(self) -> None:
        self.voluntary_answer = VoluntaryAnswer.ACCEPTS

    @event(Declined)
    def _declined(self) -> None:
        self.voluntary_answer = VoluntaryAnswer.DECLINES

    def request_document(self, document: CivilDocument) -> None:
        """Ask for the issue of a missing document. Raises PreReleaseOfferDeclined, and what documents refuse."""
        if self.voluntary_answer is VoluntaryAnswer.DECLINES:
            raise refusals.PreReleaseOfferDeclined
        documents.check_request(self.documents, document)
        self.trigger_event(self.DocumentIssueRequested, document=document)

    @event(DocumentIssueRequested)
    def _document_issue_requested(self, document: CivilDocument) -> None:
        self.documents[document] = Stage.REQUESTED

    def document_issued(self, document: CivilDocument) -> None:
        documents.check_issue(self.documents, document)
        self.trigger_event(self.DocumentIssued, document=document)

    @event(DocumentIssued)
    def _document_issued(self, document: CivilDocument) -> None:
        self.documents[document] = Stage.ISSUED

    def hand_over_documents(self) -> None:
        """Give the person all that is issued: it is the person's, whatever the answer was. Raises NothingToHandOver."""
        self.trigger_event(self.DocumentsHandedOver, documents=documents.waiting(self.documents))

    @event(DocumentsHandedOver)
    def _documents_handed_over(self, documents: tuple[CivilDocument, ...]) -> None:
        self.documents |= dict.fromkeys(documents, Stage.HANDED_OVER)

    def change_release_date(self, expected_release_on: date, reason: ReleaseDateReason) -> None:
        """The court or prison expects another day. Raises AlreadyReleased, ReleaseDateUnchanged."""
        if self.released:
            raise refusals.AlreadyReleased
        if self.expected_release_on == expected_release_on:
            raise refusals.ReleaseDateUnchanged
        self._change_date(expected_release_on, reason)

    def release(self, *, contact_wished: bool = False) -> None:
        """The person is out: at the moment at which this is said to have happened. Raises AlreadyReleased."""
        if self.released:
            raise refusals.AlreadyReleased
        self.trigger_event(
            self.PersonReleased, office_id=self.office_id, person_id=self.person_id, contact_wished=contact_wished
        )

    @event(PersonReleased)
    def _person_released(self, contact_wished: bool, timestamp: datetime) -> None:
        self.released, self.contacted, self.released_at = True, False, timestamp
        self.contact_wished = contact_wished

    @event(ContactWished)
    def _contact_wished(self) -> None:
        self.contact_wished = True

    @event(ContactNotWished)
    def _contact_not_wished(self) -> None:
        self.contact_wished = False

    def revoke_release(self, expected_release_on: date | None) -> None:
        """The list said released, and the person is still inside (X21). Raises NotReleased."""
        if not self.released:
            raise refusals.NotReleased
        self._change_date(expected_release_on, ReleaseDateReason.REVOKED)

    def _change_date(self, day: date | None, reason: ReleaseDateReason) -> None:
        self.trigger_event(
            self.ReleaseDateChanged,
            office_id=self.office_id,
            expected_release_on=day,
            window_days=self.window_days,
            reason=reason,
        )

    @event(ReleaseDateChanged)
    def _release_date_changed(self, expected_release_on: date | None) -> None:
        self.expected_release_on, self.released, self.contacted = expected_release_on, False, False
        self.released_at, self.contact_wished = None, False

    @event(FirstContactMade)
    def _first_contact_made(self) -> None:
        self.contacted = True

    def link(self, person_id: UUID) -> None:
        """The case is this registered person's. Raises AcceptanceMissing, CaseAlreadyLinked."""
        if self.voluntary_answer is not VoluntaryAnswer.ACCEPTS:
            raise refusals.AcceptanceMissing
        if self.person_id is not None:
            raise refusals.CaseAlreadyLinked
        missing = documents.at(self.documents, Stage.MISSING)
        self.trigger_event(self.Linked, office_id=self.office_id, person_id=person_id, missing_documents=missing)

    @event(Linked)
    def _linked(self, person_id: UUID) -> None:
        self.person_id = person_id
