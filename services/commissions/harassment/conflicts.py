"""Who audits a notice's case must not be a party of the notice (CONF-17): compared by the tokens that came with it."""

from __future__ import annotations

from collections.abc import Sequence

from contracts.vocabulary.rights import LegalBasis
from infra.auditing.conflicts import Concerns, named
from infra.eventstore.records import RecordedEvent
from infra.eventstore.unit_of_work import UnitOfWork
from infra.pseudonyms import Pseudonyms
from infra.web.caller import Caller
from services.commissions.harassment.domain.notice_case import NoticeCase

ABOUT = ("case_id", "subject")


def concerns(pseudonyms: Pseudonyms) -> Concerns:
    """Made with the zone's key."""

    def check(unit: UnitOfWork, history: Sequence[RecordedEvent], caller: Caller, reference: str) -> bool:
        cases = [found for one in sorted(named(history, ABOUT)) if (found := unit.find(NoticeCase, one))]
        return any(_is_party(unit, case, caller, pseudonyms, reference) for case in cases)

    return check


def _is_party(unit: UnitOfWork, case: NoticeCase, caller: Caller, pseudonyms: Pseudonyms, reference: str) -> bool:
    """True also when it cannot be told any more, because the tokens were erased."""
    known = unit.open(case.conflict_tokens, caller.opening("conflict-check", LegalBasis.RES351_AUTH.value))
    token = pseudonyms.within(case.notice_id, pseudonyms.person(reference))
    return not isinstance(known, list) or token in known
