"""What a look-back refuses."""

from __future__ import annotations

from infra.kernel import DomainError, NotFound


class LookBackNotFound(NotFound):
    code = "intake.look-back-not-found"
    detail = "Nobody looks back on a release of this person."
    fix = "Start with the day of the release."


class LookBackRunning(DomainError):
    code = "intake.look-back-running"
    detail = "This release is looked back on already."
    fix = "Read the look-back of the person."


class LookBackOver(DomainError):
    code = "intake.look-back-over"
    detail = "The look-back has ended."
    fix = "Resume it if the person wants to be asked again."


class LookBackGoesOn(DomainError):
    code = "intake.look-back-goes-on"
    detail = "The look-back has not ended."
    fix = "Nothing is left to do."


class OnlyAfterARelease(DomainError):
    code = "intake.look-back-without-release"
    detail = "Only somebody who was released is asked about the time since."
    fix = "Start for a person of the client type released."


class ReleaseDayAhead(DomainError):
    code = "intake.release-day-ahead"
    detail = "The day of the release lies ahead, or too far back to be asked about."
    fix = "Give a day of the last two years, when the person is out."


class MarkReviewed(DomainError):
    code = "intake.look-back-mark-reviewed"
    detail = "What became of this point of time is on record."
    fix = "Wait for the next one."


class MarkTooEarly(DomainError):
    code = "intake.look-back-too-early"
    detail = "The point of time before this one has not passed yet."
    fix = "Record the review that is due first."
