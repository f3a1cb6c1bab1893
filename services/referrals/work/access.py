"""Who may do or see what of work: pure functions over claims and state. What is not yours does not exist for you."""

from __future__ import annotations

from uuid import UUID

from contracts.vocabulary.network import UF
from infra.kernel import NotFound
from infra.web.caller import Caller


def works_in(caller: Caller, office_id: UUID) -> None:
    """People are presented, placed and trained by the team of their office. Raises NotFound."""
    if office_id not in caller.offices:
        raise NotFound


def in_territory(caller: Caller, uf: UF | None) -> None:
    """Who looks after the employers of a state; no state is nobody's. Raises NotFound."""
    if uf not in caller.uf:
        raise NotFound


def is_organisation(caller: Caller, organisation_id: UUID) -> None:
    """An employer or lender acts for itself alone. Raises NotFound."""
    if caller.org is None or caller.org != organisation_id:
        raise NotFound


def speaks_for(caller: Caller, organisation_id: UUID, uf: UF) -> None:
    """An organisation for itself; without one in the credential, who keeps its state's network. Raises NotFound."""
    if caller.org is None:
        keeps_network(caller, uf)
    else:
        is_organisation(caller, organisation_id)


def keeps_network(caller: Caller, uf: UF | None) -> None:
    """Who may change the directory of a state; an employer's credential without its organisation is nobody's.

    Raises NotFound.
    """
    if "partners:write" not in caller.scopes:
        raise NotFound
    in_territory(caller, uf)


def organisation(caller: Caller) -> UUID:
    """The organisation that the credential speaks for. Raises NotFound."""
    if caller.org is None:
        raise NotFound
    return caller.org
