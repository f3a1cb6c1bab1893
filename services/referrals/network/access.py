"""Who may do what in the network: pure functions over claims and state. The directory itself is open (C0)."""

from __future__ import annotations

from uuid import UUID

from contracts.vocabulary.network import UF
from infra.kernel import NotFound
from infra.web.caller import Caller


def in_territory(caller: Caller, uf: UF) -> None:
    """Network staff acts inside the states of the credential. Raises NotFound: nobody learns what lies elsewhere."""
    if uf not in caller.uf:
        raise NotFound


def in_either(caller: Caller, *states: UF) -> None:
    """A partner serves in other states too: theirs and its own look after what it does there. Raises NotFound."""
    if not set(states) & set(caller.uf):
        raise NotFound


def speaks_for(caller: Caller, partner_id: UUID) -> None:
    """What a partner alone sees of its offers. Raises NotFound."""
    if caller.org is None or caller.org != partner_id:
        raise NotFound


def in_reach(caller: Caller, uf: UF | None) -> None:
    """Of a state, or of the whole country for who works in all of it. Raises NotFound."""
    if uf is not None:
        in_territory(caller, uf)
    elif not {state.value for state in UF} <= set(caller.uf):
        raise NotFound
