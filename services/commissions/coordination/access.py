"""Who may do what in coordination: everybody of the network reads, those concerned write."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from infra.web.caller import Caller

from infra.kernel import NotFound
from services.commissions.coordination.domain.commitment import Commitment
from services.commissions.coordination.domain.coordination_meeting import CoordinationMeeting


def in_charge(caller: Caller, uf: str | None, organisations: Iterable[UUID] = ()) -> None:
    """Something of a state is written inside that state; what has none, by an organisation concerned.

    Raises NotFound: nobody learns what lies elsewhere.
    """
    if uf is not None and uf in caller.uf:
        return
    if caller.org is not None and caller.org in tuple(organisations):
        return
    raise NotFound


def runs_meeting(caller: Caller, meeting: CoordinationMeeting) -> None:
    """Hosts, organisers and the staff of the meeting's state. Raises NotFound."""
    in_charge(caller, meeting.uf, (*meeting.hosts, *meeting.organisers))


def committed(caller: Caller, commitment: Commitment) -> None:
    """Only the organisation that took it on answers for a commitment. Raises NotFound."""
    if caller.org != commitment.org_id:
        raise NotFound
