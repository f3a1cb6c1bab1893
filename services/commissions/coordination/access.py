"""Who may do what in coordination: everybody of the network reads, those concerned write."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from infra.kernel import NotFound
from infra.web.caller import Caller
from services.commissions.coordination.domain.commitment import Commitment
from services.commissions.coordination.domain.coordination_meeting import CoordinationMeeting
from services.commissions.coordination.domain.problem_item import ProblemItem


def in_charge(caller: Caller, uf: str | None, organisations: Iterable[UUID] = ()) -> None:
    """What belongs to a state is written inside that state, anything by an organisation concerned. Raises NotFound."""
    if uf is not None and uf in caller.uf:
        return
    if caller.org is not None and caller.org in tuple(organisations):
        return
    raise NotFound


def runs_meeting(caller: Caller, meeting: CoordinationMeeting) -> None:
    """Hosts, organisers and the staff of the meeting's state. Raises NotFound."""
    in_charge(caller, meeting.uf, (*meeting.hosts, *meeting.organisers))


def may_report(caller: Caller, uf: str | None) -> None:
    """A state's problem inside that state; one of no state by any organisation of the network. Raises NotFound."""
    in_charge(caller, uf, (caller.org,) if uf is None and caller.org is not None else ())


def analyses(caller: Caller, problem: ProblemItem) -> None:
    """Only the authority that was asked; nobody, as long as none was. Raises NotFound."""
    if problem.authority is None or caller.org != problem.authority.org_id:
        raise NotFound


def may_group(caller: Caller, uf: str | None, meeting: CoordinationMeeting | None) -> None:
    """Who runs the meeting of a group, or without one whoever may report there. Raises NotFound."""
    if meeting is not None:
        runs_meeting(caller, meeting)
    else:
        may_report(caller, uf)


def committed(caller: Caller, commitment: Commitment) -> None:
    """Only the organisation that took it on answers for a commitment. Raises NotFound."""
    if caller.org != commitment.org_id:
        raise NotFound
