"""What a notice refuses once it is recorded."""

from __future__ import annotations

from infra.kernel import DomainError


class NoticeOver(DomainError):
    code = "notices.over"
    detail = "The notice was withdrawn or closed."
    fix = "Nothing more can be done with it."


class AlreadySent(DomainError):
    code = "notices.already-sent"
    detail = "A commission already has this notice."
    fix = "Nothing is left to do."


class DeliberationNotAuthorised(DomainError):
    code = "notices.deliberation-not-authorised"
    detail = "The notifier has not authorised sending the notice to a commission (art. 14 §2)."
    fix = "Ask the notifier for the scope DELIBERATE."


class CommissionNotSuitable(DomainError):
    """Said of unknown, empty and conflicted commissions alike, so that the answer tells nothing about anybody."""

    code = "notices.commission-not-suitable"
    detail = "This commission cannot receive this notice."
    fix = "Choose another commission together with the notifier."
