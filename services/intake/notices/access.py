"""Who may do or see what in notices: the need-to-know list of each notice, and no role beside it (CONF-16, D.5)."""

from __future__ import annotations

from uuid import UUID

from contracts.vocabulary.network import UF
from contracts.vocabulary.notices import NoticeScope
from infra.kernel import NotFound
from infra.refusals import Forbidden, Gone
from infra.web.caller import Caller
from services.intake.notices.domain.notice import Notice

COMMISSIONS = "urn:travessia:commissions"


def receives_in(caller: Caller, uf: UF) -> None:
    """Notices are received in the states of the credential. Raises Forbidden."""
    if uf not in caller.uf:
        raise Forbidden


def counts_for(caller: Caller, unit: UUID) -> None:
    """Only the members of a unit count its receptions and see the number. Raises NotFound."""
    if unit not in caller.commissions:
        raise NotFound


def needs_to_know(reader: str, notice: Notice) -> None:
    """Raises NotFound: to everybody else a notice does not exist."""
    if reader not in notice.need_to_know:
        raise NotFound


def not_withdrawn(notice: Notice) -> None:
    """What a withdrawn notice said is given to nobody; it waits for its erasure. Raises Gone."""
    notice.unerased()
    if notice.status == "withdrawn":
        raise Gone


def asks_for_a_member(caller: Caller) -> None:
    """Content for deliberation goes to the store of the commissions alone, for the member it names. Raises NotFound."""
    if caller.subject != COMMISSIONS or caller.on_behalf_of is None:
        raise NotFound


def may_deliberate(commission_id: UUID, notice: Notice) -> None:
    """Raises NotFound for a notice of another commission, Gone when the notifier allows it no more."""
    if notice.commission_id != commission_id:
        raise NotFound
    not_withdrawn(notice)
    if notice.grant_of(NoticeScope.DELIBERATE) is None:
        raise Gone
