"""Who audits a notice must not be one of its parties (CONF-17): compared by keyed pseudonyms, and on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from contracts.vocabulary.rights import LegalBasis
from infra.auditing.conflicts import Concerns, named
from infra.eventstore.records import RecordedEvent
from infra.eventstore.unit_of_work import UnitOfWork
from infra.pseudonyms import Pseudonyms
from infra.refusals import Gone
from infra.web.caller import Caller
from services.intake.notices.domain.notice import Notice
from services.intake.notices.parties import parties

ABOUT = ("notice_id", "subject")


def concerns(pseudonyms: Pseudonyms) -> Concerns:
    """Made with the zone's key."""

    def check(unit: UnitOfWork, history: Sequence[RecordedEvent], caller: Caller, reference: str) -> bool:
        notices = [found for one in sorted(named(history, ABOUT)) if (found := unit.find(Notice, one))]
        return any(_is_party(unit, notice, caller, pseudonyms, reference) for notice in notices)

    return check


def _is_party(unit: UnitOfWork, notice: Notice, caller: Caller, pseudonyms: Pseudonyms, reference: str) -> bool:
    """True also when it cannot be told any more, because the parties were erased."""
    token = pseudonyms.account(caller.subject)
    if token == notice.notifier_token:
        return True
    opening = caller.opening("conflict-check", LegalBasis.RES351_AUTH.value)
    try:
        people = parties(unit, notice, replace(opening, on_behalf_of=None))
    except Gone:
        return True
    return pseudonyms.person(reference) in {pseudonyms.person(party) for party in people}
