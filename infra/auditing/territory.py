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


def covers(caller: Caller, uf: str | None, *, confidential: bool) -> bool:
    """Whether a credential reaches a stream's state.

    What belongs to no state is for every auditor of an open store that has any territory, and in a confidential
    store for nobody. There the scope alone gives nothing without CONFIDENTIAL_SCOPE.
    """
    if confidential:
        return CONFIDENTIAL_SCOPE in caller.scopes and uf is not None and uf in caller.uf
    return bool(caller.uf) if uf is None else uf in caller.uf


def refuse_unless_covered(caller: Caller, history: Sequence[RecordedEvent], *, confidential: bool) -> None:
    """Raises NotFound: what lies elsewhere does not exist, and neither does what was never there."""
    if not history or not covers(caller, state_of(history), confidential=confidential):
        raise NotFound
