"""Person: somebody the network knows, by a pseudonym; what identifies is sealed under the person's own key."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from contracts.vocabulary.network import UF
from contracts.vocabulary.persons import ClientType, DeclarationSource, GenderIdentity, RaceColour
from infra.kernel import (
    Aggregate,
    DomainError,
    Event,
    InitialEvent,
    Label,
    Seal,
    Sealed,
    event,
    happening,
)
from services.intake.people.domain.age import AgeEstimate, BirthDateKnown, age_on
from services.intake.people.domain.belonging import Belonging, Came
from services.intake.people.domain.merged_refusals import OthersMergedIntoIt, PairNotMerged

ADULT = 18
SealedC2 = Annotated[Sealed | None, Seal(Label.C2)]
SealedC2Given = Annotated[Sealed, Seal(Label.C2)]
SealedC3 = Annotated[Sealed, Seal(Label.C3)]


class MinorsAreRelatives(DomainError):
    code = "intake.minor-only-as-relative"
    detail = "A person under 18 can be registered only as a relative."
    fix = "Register the child as a relative, or correct the birth date."


class NothingToCorrect(DomainError):
    code = "intake.nothing-to-correct"
    detail = "A correction says what is right."
    fix = "Give the civil name, the birth date, or both."


class Person(Belonging, Aggregate, store="intake"):
    snapshot_version = 5

    class Registered(InitialEvent):
        office_id: UUID
        client_types: tuple[ClientType, ...]
        civil_name: SealedC2
        birth_date: SealedC2
        accessibility_needs: Annotated[Sealed | None, Seal(Label.C3)]

    class SocialNameDeclared(Event):
        social_name: Annotated[Sealed, Seal(Label.C2)]

    class DataCorrected(Event):
        """None: as it was. `civil_name_shown`: the person has declared no social name to be called by."""

        civil_name: SealedC2
        birth_date: SealedC2
        civil_name_shown: bool

    class AgeEstimated(Event):
        """How old somebody is by her or his own word, or another one's; the last word counts."""

        estimate: SealedC2Given
        source: DeclarationSource
        said_on: date

    class RaceColourDeclared(Event):
        race_colour: SealedC3
        source: DeclarationSource

    class GenderDeclared(Event):
        gender_identity: SealedC3

    class Merged(Event):
        """This record is another one's from now on: what it holds stays here and counts there."""

        survivor_id: UUID
        survivor_office_id: UUID

    class MergeUndone(Event):
        """The record stands for itself again, as before."""

        survivor_id: UUID

    class RecordJoined(Event):
        """Another record belongs to this person too."""

        merged_id: UUID

    class RecordParted(Event):
        merged_id: UUID

    class CustodyMoved(Event):
        """Another office leads the case from now on (PL14). `number` counts this record's moves as the network does.

        Without a transfer the record only goes along with the one that it was merged into, or comes back from it.
        """

        number: int
        office_id: UUID
        uf: UF
        from_office_id: UUID
        transfer_id: UUID | None
        grant_id: UUID | None
        reversal: bool

    class Erased(Event):
        """The data are erased for this request; the pseudonym stays, and nothing more is ever recorded under it."""

        request_id: UUID

    @event(Registered)
    def __init__(
        self,
        office_id: UUID,
        client_types: tuple[ClientType, ...],
        civil_name: SealedC2,
        birth_date: SealedC2,
        accessibility_needs: Sealed | None,
    ) -> None:
        self.office_id, self.client_types = office_id, client_types
        self.civil_name, self.birth_date = civil_name, birth_date
        self.accessibility_needs = accessibility_needs
        self.social_name: Sealed | None = None
        # In which version the names that stand were said: papers are printed under one of them.
        self.civil_named_in: int | None = 1 if civil_name else None
        self.social_named_in: int | None = None
        self.race_colour: Sealed | None = None
        self.gender_identity: Sealed | None = None
        self.age_estimates: tuple[AgeEstimate, ...] = ()
        self.erased = False
        self.merged_into: UUID | None = None
        self.merged_at: UUID | None = None
        self.joined: tuple[UUID, ...] = ()
        self.own_office_id = office_id
        self.custody_number = 0
        self.led_before: tuple[UUID, ...] = ()
        self.came: Came | None = None

    @classmethod
    def register(
        cls,
        office_id: UUID,
        client_types: tuple[ClientType, ...],
        civil_name: str | None = None,
        birth_date: date | None = None,
        accessibility_needs: str | None = None,
    ) -> Person:
        """Register somebody, with what he or she can and wants to say; no document is ever needed (I4).

        `office_id` is the office whose team sees the record. Raises MinorsAreRelatives (I5).
        """
        _refuse_minor(birth_date, client_types)
        return cls(
            office_id=office_id,
            client_types=client_types,
            civil_name=Sealed.of(civil_name) if civil_name else None,
            birth_date=Sealed.of(birth_date.isoformat()) if birth_date else None,
            accessibility_needs=Sealed.of(accessibility_needs) if accessibility_needs else None,
        )

    @property
    def display_name(self) -> Sealed | None:
        """The social name first, everywhere a human reads (Decree 8.727/2016)."""
        return self.social_name or self.civil_name

    @property
    def records(self) -> tuple[UUID, ...]:
        """Whose records stand on this record's page: its own, and of those that were merged into it."""
        return (self.id, *self.joined)

    def merge_into(self, survivor: Person) -> None:
        """Raises RecordMerged for either of the two, OthersMergedIntoIt, SubjectErased."""
        self.standing()
        survivor.standing()
        if self.joined:
            raise OthersMergedIntoIt
        self.trigger_event(self.Merged, survivor_id=survivor.id, survivor_office_id=survivor.office_id)
        survivor.trigger_event(survivor.RecordJoined, merged_id=self.id)

    @event(Merged)
    def _merged(self, survivor_id: UUID, survivor_office_id: UUID) -> None:
        self.merged_into, self.merged_at = survivor_id, survivor_office_id

    @event(RecordJoined)
    def _record_joined(self, merged_id: UUID) -> None:
        self.joined = (*self.joined, merged_id)

    def part_from(self, survivor: Person) -> None:
        """Undo. Raises PairNotMerged."""
        if self.merged_into != survivor.id:
            raise PairNotMerged
        self.trigger_event(self.MergeUndone, survivor_id=survivor.id)
        survivor.trigger_event(survivor.RecordParted, merged_id=self.id)

    @event(MergeUndone)
    def _merge_undone(self) -> None:
        self.merged_into = self.merged_at = None

    @event(RecordParted)
    def _record_parted(self, merged_id: UUID) -> None:
        self.joined = tuple(one for one in self.joined if one != merged_id)

    @event(CustodyMoved)
    def _custody_moved(
        self, number: int, office_id: UUID, from_office_id: UUID, transfer_id: UUID | None, grant_id: UUID | None,
        reversal: bool, timestamp: datetime,
    ) -> None:  # fmt: skip
        self.led_before = (*(one for one in self.led_before if one != from_office_id), from_office_id)
        self.office_id, self.custody_number = office_id, number
        if transfer_id is not None:
            self.own_office_id = office_id
            self.came = Came(transfer_id, grant_id, from_office_id, timestamp, reversal)
        elif self.merged_into is not None:
            self.merged_at = office_id

    def erase(self, request_id: UUID) -> None:
        """Raises SubjectErased the second time."""
        self.unerased()
        self.trigger_event(self.Erased, request_id=request_id)

    @event(Erased)
    def _erased(self) -> None:
        self.erased = True

    def correct(self, civil_name: str | None = None, birth_date: date | None = None) -> None:
        """What was written down wrongly. Raises NothingToCorrect, MinorsAreRelatives, SubjectErased."""
        self.unerased()
        if civil_name is None and birth_date is None:
            raise NothingToCorrect
        _refuse_minor(birth_date, self.client_types)
        self.trigger_event(
            self.DataCorrected,
            civil_name=Sealed.of(civil_name) if civil_name else None,
            birth_date=Sealed.of(birth_date.isoformat()) if birth_date else None,
            civil_name_shown=self.social_name is None,
        )

    @event(DataCorrected)
    def _data_corrected(self, civil_name: Sealed | None, birth_date: Sealed | None, originator_version: int) -> None:
        self.civil_name = civil_name or self.civil_name
        self.civil_named_in = originator_version if civil_name else self.civil_named_in
        self.birth_date = birth_date or self.birth_date

    def estimate_age(self, age: int, precision_years: int, source: DeclarationSource, on: date) -> None:
        """Raises BirthDateKnown, MinorsAreRelatives when nobody takes the person for an adult, SubjectErased."""
        self.unerased()
        if self.birth_date is not None:
            raise BirthDateKnown
        if age + precision_years < ADULT and set(self.client_types) != {ClientType.RELATIVE}:
            raise MinorsAreRelatives
        said = Sealed.of({"age": age, "precision_years": precision_years})
        self.trigger_event(self.AgeEstimated, estimate=said, source=source, said_on=on)

    @event(AgeEstimated)
    def _age_estimated(self, estimate: Sealed, source: DeclarationSource, said_on: date) -> None:
        self.age_estimates = (*self.age_estimates, AgeEstimate(said_on, source, estimate))

    def declare_social_name(self, social_name: str) -> None:
        self.unerased()
        self.trigger_event(self.SocialNameDeclared, social_name=Sealed.of(social_name))

    @event(SocialNameDeclared)
    def _social_name_declared(self, social_name: Sealed, originator_version: int) -> None:
        self.social_name, self.social_named_in = social_name, originator_version

    def declare_race_colour(self, race_colour: RaceColour, source: DeclarationSource) -> None:
        self.unerased()
        self.trigger_event(self.RaceColourDeclared, race_colour=Sealed.of(race_colour.value), source=source)

    @event(RaceColourDeclared)
    def _race_colour_declared(self, race_colour: Sealed) -> None:
        self.race_colour = race_colour

    def declare_gender(self, gender_identity: GenderIdentity) -> None:
        self.unerased()
        self.trigger_event(self.GenderDeclared, gender_identity=Sealed.of(gender_identity.value))

    @event(GenderDeclared)
    def _gender_declared(self, gender_identity: Sealed) -> None:
        self.gender_identity = gender_identity


def _refuse_minor(birth_date: date | None, client_types: tuple[ClientType, ...]) -> None:
    if birth_date and age_on(birth_date, happening().date()) < ADULT and set(client_types) != {ClientType.RELATIVE}:
        raise MinorsAreRelatives
