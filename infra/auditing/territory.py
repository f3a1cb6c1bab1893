"""Whose history an auditor may read: the states of the credential; in confidential stores nobody else's at all."""

from __future__ import annotations

from collections.abc import Sequence

from infra.eventstore.records import RecordedEvent
from infra.refusals import NotFound
from infra.web.caller import Caller

CONFIDENTIAL_SCOPE = "audit:confidential"


def state_of(history: Sequence[RecordedEvent]) -> str | None:
    """The state that a stream belongs to: what its first event that names one says. None is national."""
    return next((entry.metadata.tenant.uf for entry in history if entry.metadata.tenant.uf), None)


def covers(caller: Caller, uf: str | None) -> bool:
    """Whether a credential reaches a state; what belongs to none is for every auditor that has any territory."""
    return bool(caller.uf) if uf is None else uf in caller.uf


def reaches(caller: Caller, history: Sequence[RecordedEvent], *, confidential: bool) -> bool:
    """Whether a credential reaches a record. In a confidential store no scope does without CONFIDENTIAL_SCOPE,
    and what belongs to no state is for the auditors of its commission alone.
    """
    if not history:
        return False
    if not confidential:
        return covers(caller, state_of(history))
    if CONFIDENTIAL_SCOPE not in caller.scopes:
        return False
    return state_of(history) in caller.uf or getattr(history[0].event, "commission_id", None) in caller.commissions


def refuse_unless_covered(caller: Caller, history: Sequence[RecordedEvent], *, confidential: bool) -> None:
    """Raises NotFound: what lies elsewhere does not exist, and neither does what was never there."""
    if not reaches(caller, history, confidential=confidential):
        raise NotFound
