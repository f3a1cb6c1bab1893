"""Who may do what with replays: auditors open and close their own; all auditors see all."""

from __future__ import annotations

from infra.kernel import NotFound
from infra.web.caller import Caller
from services.analytics.replays.domain.replay_session import ReplaySession


def opened_it(caller: Caller, session: ReplaySession) -> None:
    """Raises NotFound."""
    if session.auditor != caller.subject:
        raise NotFound
