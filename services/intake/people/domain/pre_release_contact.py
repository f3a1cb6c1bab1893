"""The first contact after a release: only with the person who wishes it, or who came (PL03, X21)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from contracts.vocabulary.persons import VoluntaryAnswer
from contracts.vocabulary.release import FirstContact
from services.intake.people.domain import pre_release_refusals as refusals


class Contacting:
    """Decisions of a PreReleaseCase."""

    office_id: UUID
    released: bool
    contacted: bool
    contact_wished: bool
    voluntary_answer: VoluntaryAnswer
    trigger_event: Callable[..., None]
    ContactWished: Any
    ContactNotWished: Any
    FirstContactMade: Any

    @property
    def first_contact(self) -> FirstContact | None:
        """None while nobody was released."""
        if not self.released:
            return None
        if self.contacted:
            return FirstContact.MADE
        return FirstContact.DUE if self.contact_wished else FirstContact.NOT_WISHED

    def follow_wish(self, wished: bool) -> None:
        """What the person allows now; before the release, after the first contact and for no change it says nothing."""
        if self.released and not self.contacted and wished != self.contact_wished:
            self.trigger_event(self.ContactWished if wished else self.ContactNotWished, office_id=self.office_id)

    def make_first_contact(self, *, wished: bool) -> None:
        """The office has reached the person after the release, or the person the office: then it was `wished`.

        Raises NotReleased: nobody else is called (X21); PreReleaseOfferDeclined, ContactNotWished,
        FirstContactAlreadyMade.
        """
        if not self.released:
            raise refusals.NotReleased
        if self.voluntary_answer is VoluntaryAnswer.DECLINES:
            raise refusals.PreReleaseOfferDeclined
        if not wished:
            raise refusals.ContactNotWished
        if self.contacted:
            raise refusals.FirstContactAlreadyMade
        self.trigger_event(self.FirstContactMade, office_id=self.office_id)
