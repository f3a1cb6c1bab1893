"""Makes the applications of commissions: with the zone's token key, and the way to the notices where there is one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from infra.application import Application
from infra.environment import SettingsError
from infra.eventstore.store import EventStore
from infra.pseudonyms import Pseudonyms
from infra.settings import Settings
from services.commissions.harassment.application import CommissionsApplication
from services.commissions.harassment.cases import CasesApplication
from services.commissions.harassment.notice_source import NoticeSource


def composed(settings: Settings, source: NoticeSource | None = None) -> Callable[[EventStore], Sequence[Application]]:
    """Raises SettingsError, when called, in a process that was given no token key."""

    def compose(store: EventStore) -> Sequence[Application]:
        if settings.token_key_file is None:
            msg = "commissions need the token key of their zone"
            raise SettingsError(msg)
        pseudonyms = Pseudonyms.from_file(settings.token_key_file)
        return CommissionsApplication(store, pseudonyms), CasesApplication(store, pseudonyms, source)

    return compose
