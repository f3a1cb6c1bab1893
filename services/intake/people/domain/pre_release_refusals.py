"""What a pre-release case refuses apart from its documents."""

from __future__ import annotations

from uuid import UUID

from infra.kernel import DomainError


class MeetingNotHeld(DomainError):
    code = "intake.meeting-not-held"
    detail = "Nobody has met the person yet, and no list answers for anybody."
    fix = "Record the meeting first."


class AnswerUnchanged(DomainError):
    code = "intake.answer-unchanged"
    detail = "This is what the person has answered before."
    fix = "Nothing is left to do."


class PreReleaseOfferDeclined(DomainError):
    code = "intake.pre-release-declined"
    detail = "The person does not want the office's support."
    fix = "Do nothing more, unless the person comes back to it; then record the new answer."


class AcceptanceMissing(DomainError):
    code = "intake.acceptance-missing"
    detail = "A case becomes a person's only after the person has accepted."
    fix = "Record the person's answer first."


class CaseAlreadyLinked(DomainError):
    code = "intake.pre-release-case-already-linked"
    detail = "The case is a registered person's already."
    fix = "Go on with that person's record."


class AlreadyReleased(DomainError):
    code = "intake.already-released"
    detail = "The release is recorded."
    fix = "Record its revocation if the person is still inside."


class NotReleased(DomainError):
    code = "intake.not-released"
    detail = "The person is not known to be released."
    fix = "Record the release first."


class ContactNotWished(DomainError):
    code = "intake.contact-not-wished"
    detail = "The person has not allowed the office to get in touch, so nobody is called or written to."
    fix = "Do nothing. If the person got in touch of his or her own will, say so; if the person allows it, record that."


class FirstContactAlreadyMade(DomainError):
    code = "intake.first-contact-already-made"
    detail = "The first contact after this release is recorded."
    fix = "Nothing is left to do."


class ReleaseDateUnchanged(DomainError):
    code = "intake.release-date-unchanged"
    detail = "This is the expected day already."
    fix = "Nothing is left to do."


class RowRepeated(DomainError):
    code = "intake.pre-release-row-repeated"
    detail = "Another row of this list tells of the same person."
    fix = "Nothing has to be done: the first row counts."


class PreReleaseCaseStands(DomainError):
    """`successor` is the case, when it is one of the office that asks."""

    code = "intake.pre-release-case-stands"
    detail = "This person has a case, at this office or at another one of the state."
    fix = "Go on with that case; if it is another office's, ask the coordination of the state."

    def __init__(self, successor: UUID | None = None) -> None:
        super().__init__()
        self.successor = successor


class OfficeUnchanged(DomainError):
    code = "intake.pre-release-office-unchanged"
    detail = "This office works with the case already."
    fix = "Nothing is left to do."


class OfficeOfAnotherState(DomainError):
    code = "intake.pre-release-office-of-another-state"
    detail = "A case stays in its state: lists and papers are the state's."
    fix = "Name an office of the same state; elsewhere the person's own transfer is the way."
