"""What an office refuses."""

from __future__ import annotations

from infra.kernel import DomainError, NotFound


class OfficeNeedsBothPowers(DomainError):
    code = "intake.office-needs-both-powers"
    detail = "An office opens only under the judiciary and an executive power together."
    fix = "Add the managing party of the missing power first."


class OfficeAlreadyOpen(DomainError):
    code = "intake.office-already-open"
    detail = "The office is already open."
    fix = "Nothing is left to do."


class ManagingPartyAlreadyNamed(DomainError):
    code = "intake.managing-party-already-named"
    detail = "This organisation already manages the office."
    fix = "Name another organisation, or none."


class OfficeStatusDiffers(DomainError):
    code = "intake.office-status-differs"
    detail = "The office is not at the step that comes before this one."
    fix = "Read the status: planned, agreed, installing, open; from there suspended or closing, and at last closed."


class OfficeDoesNotServe(DomainError):
    code = "intake.office-does-not-serve"
    detail = "The office is suspended or closed."
    fix = "Receive the person at another office, or resume the suspended one."


class ReceivingOfficeMissing(DomainError):
    code = "intake.receiving-office-missing"
    detail = "People are still followed up, received or awaited by this office."
    fix = "Name the open office that will receive them."


class ReceivingOfficeDoesNotServe(DomainError):
    code = "intake.receiving-office-does-not-serve"
    detail = "The receiving office is this one, or it is not open."
    fix = "Name another office that is open."


class HoursContradict(DomainError):
    code = "intake.hours-contradict"
    detail = "Hours end after they begin, and those of one day do not overlap."
    fix = "Give each day's hours once, the earlier time first."


class ChannelNotOffered(DomainError):
    code = "intake.channel-not-offered"
    detail = "The office does not offer this channel."
    fix = "Read the office's channels."


class AlreadyInTeam(DomainError):
    code = "intake.already-in-team"
    detail = "This professional has this role in the team already."
    fix = "Nothing is left to do."


class NotInTeam(DomainError):
    code = "intake.not-in-team"
    detail = "This professional has no such role in the team."
    fix = "Read the office's team."


class MethodologyAlreadyAdopted(DomainError):
    code = "intake.methodology-already-adopted"
    detail = "The office works by this version already, with this version of its tool."
    fix = "Adopt a later version when there is one."


class VisitEndsBeforeItBegins(DomainError):
    code = "intake.visit-ends-before-it-begins"
    detail = "A visit of the mobile unit ends after it begins, and lasts a week at most."
    fix = "Check both times; schedule one visit for each week."


class VisitInAnotherState(DomainError):
    code = "intake.visit-in-another-state"
    detail = "The mobile unit visits municipalities of the office's own state."
    fix = "Ask the office of that state."


class VisitNotFound(NotFound):
    code = "intake.visit-not-found"
    detail = "There is no such visit of this office's mobile unit."
    fix = "Read the office's visits to come."


class VisitHasBegun(DomainError):
    code = "intake.visit-has-begun"
    detail = "The visit has begun; it is part of what happened."
    fix = "Cancel visits before they begin."
