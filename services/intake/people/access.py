"""Who may do or see what in people: pure functions over claims and state."""

from __future__ import annotations

from uuid import UUID

from contracts.vocabulary import ConsentScope, DataClass
from infra.web.caller import Caller
from infra.kernel import NotFound
from infra.refusals import Forbidden, Gone
from services.intake.people.domain.consent_ledger import ConsentLedger
from services.intake.people.domain.office import Office


def in_territory(caller: Caller, office: Office) -> None:
    """Network staff acts inside the states of the credential. Raises NotFound: nobody learns what lies elsewhere."""
    if office.uf not in caller.uf:
        raise NotFound


def works_in(caller: Caller, office_id: UUID) -> None:
    """People are served by the team of the office. Raises NotFound."""
    if office_id not in caller.offices:
        raise NotFound


def may_share(ledger: ConsentLedger, grant_id: UUID, recipient: UUID, fields: frozenset[DataClass]) -> None:
    """Sharing needs an active grant to this recipient for these kinds of data, at this moment.

    Raises Gone when the grant was withdrawn or has run out, Forbidden when it never covered the request.
    """
    grant = ledger.active(grant_id)
    if grant is None:
        raise Gone
    covered = grant.scope == ConsentScope.SHARE_WITH_PARTNER and recipient in grant.recipients
    if not covered or not fields <= set(grant.data_classes):
        raise Forbidden
