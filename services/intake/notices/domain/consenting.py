"""What the notifier of a recorded notice allows, and takes back without a reason (CONF-02, D.2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from contracts.vocabulary.notices import NoticeScope
from infra.kernel import happening
from services.intake.notices.domain.consent import (
    Asked,
    Grant,
    OptionsNotExplained,
    ScopeGrantedInTheFuture,
    ScopeGrantedTwice,
    ScopeNotGranted,
    granted,
)


class Consenting:
    """Decisions of a Notice."""

    options_explained_at: datetime
    grants: dict[tuple[NoticeScope, str | None], Grant]
    commission_id: UUID | None
    trigger_event: Callable[..., None]
    withdraw: Callable[[], None]
    refuse_when_over: Callable[[], None]
    ConsentChanged: Any

    @property
    def scopes(self) -> tuple[NoticeScope, ...]:
        return tuple(sorted({scope for scope, _ in self.grants}))

    def grant_of(self, scope: NoticeScope) -> Grant | None:
        return next((grant for grant in self.grants.values() if grant.scope == scope), None)

    def allow(self, asked: Asked) -> UUID:
        """Add a scope; returns the id of its grant. Raises OptionsNotExplained (CONF-02), ScopeGrantedInTheFuture."""
        self.refuse_when_over()
        if asked.granted_at <= self.options_explained_at:
            raise OptionsNotExplained
        if asked.granted_at > happening():
            raise ScopeGrantedInTheFuture
        if asked.key in self.grants:
            raise ScopeGrantedTwice
        grant = granted(asked)
        self._change_consent(asked.scope, asked.parameter, grant)
        return grant.grant_id

    def disallow(self, scope: NoticeScope, parameter: str | None = None) -> None:
        """Take a scope back, without a reason and at once. Without RECORD there is no notice: it is withdrawn."""
        self.refuse_when_over()
        if (scope, parameter) not in self.grants:
            raise ScopeNotGranted
        if scope == NoticeScope.RECORD:
            self.withdraw()
        else:
            self._change_consent(scope, parameter, None)

    def _change_consent(self, scope: NoticeScope, parameter: str | None, grant: Grant | None) -> None:
        others = {s for s, p in self.grants if (s, p) != (scope, parameter)}
        self.trigger_event(
            self.ConsentChanged,
            scope=scope,
            parameter=parameter,
            grant=grant,
            commission_id=self.commission_id,
            scopes=tuple(sorted(others | {scope} if grant else others)),
        )
