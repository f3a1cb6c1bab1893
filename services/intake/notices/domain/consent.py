"""What a notifier allows: independent scopes, of which RECORD is the precondition of all others (D.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.vocabulary.notices import PARAMETRISED_SCOPES, NoticeScope
from contracts.vocabulary.rights import ConsentEvidence
from infra.kernel import DomainError, random_id


class RecordNotAuthorised(DomainError):
    code = "notices.record-not-authorised"
    detail = "Nothing is recorded without the express authorisation of the notifier, given before (art. 14 §§1-2)."
    fix = "Without authorisation count the reception in the tally; nothing else may be written."


class OptionsNotExplained(DomainError):
    code = "notices.options-not-explained"
    detail = "The options must be explained before the notifier authorises the record."
    fix = "Explain the options, and ask again."


class ScopeGrantedInTheFuture(DomainError):
    code = "notices.scope-granted-in-the-future"
    detail = "A scope counts from the moment when it was granted, and that has not come."
    fix = "Check when it was granted."


class ScopeParameterWrong(DomainError):
    code = "notices.scope-parameter-wrong"
    detail = "URGENT, FORWARD_AUTHORITY and EXTERNAL name a kind or body; the other scopes name nothing."
    fix = "Add or remove the parameter."


class ScopeGrantedTwice(DomainError):
    code = "notices.scope-granted-twice"
    detail = "This scope is already granted."
    fix = "Nothing is left to do."


class ScopeNotGranted(DomainError):
    code = "notices.scope-not-granted"
    detail = "There is no active grant of this scope."
    fix = "Read the notice; the scope may already be withdrawn."


@dataclass(frozen=True)
class Asked:
    """What somebody answered when asked for one scope, and how that can be shown."""

    scope: NoticeScope
    granted_at: datetime
    evidence: ConsentEvidence
    parameter: str | None = None

    @property
    def key(self) -> tuple[NoticeScope, str | None]:
        return self.scope, self.parameter


@dataclass(frozen=True)
class Grant:
    """One scope in force."""

    grant_id: UUID
    scope: NoticeScope
    parameter: str | None
    granted_at: datetime
    evidence: ConsentEvidence


def granted(asked: Asked) -> Grant:
    """Raises ScopeParameterWrong."""
    if (asked.scope in PARAMETRISED_SCOPES) != bool(asked.parameter):
        raise ScopeParameterWrong
    return Grant(random_id(), asked.scope, asked.parameter, asked.granted_at, asked.evidence)


def authorisation(asked: Iterable[Asked], options_explained_at: datetime, recorded_at: datetime) -> tuple[Grant, ...]:
    """The grants of a new notice. Raises when RECORD is missing or was not given after the options were explained."""
    answers = tuple(asked)
    record = next((answer for answer in answers if answer.scope == NoticeScope.RECORD), None)
    if record is None or any(answer.granted_at > recorded_at for answer in answers):
        raise RecordNotAuthorised
    if any(answer.granted_at <= options_explained_at for answer in answers):
        raise OptionsNotExplained
    if len({answer.key for answer in answers}) < len(answers):
        raise ScopeGrantedTwice
    return tuple(granted(answer) for answer in answers)
