"""Who may do or see what in commissions: composition is for the network, a case for its list alone (CONF-16)."""

from __future__ import annotations

from infra.kernel import NotFound
from infra.web.caller import Caller
from services.commissions.harassment.domain.commission import Commission
from services.commissions.harassment.domain.notice_case import NoticeCase


def administers(caller: Caller, uf: str) -> None:
    """Composition is kept by the court's administration in the states of its credential. Raises NotFound."""
    if uf not in caller.uf:
        raise NotFound


def sees_composition(caller: Caller, commission: Commission) -> None:
    """Raises NotFound."""
    if commission.uf not in caller.uf and commission.id not in caller.commissions:
        raise NotFound


def is_listed(account: str, case: NoticeCase) -> None:
    """Asked before anything else is looked up, or the time it takes would tell of the case. Raises NotFound."""
    if account not in case.need_to_know:
        raise NotFound


def needs_to_know(account: str, case: NoticeCase, commission: Commission) -> None:
    """On the list, and still a member. Raises NotFound: to everybody else, chair or admin, a case does not exist."""
    is_listed(account, case)
    if not commission.seats(account):
        raise NotFound
