"""Who may do or see what in cases: pure functions over claims and state. What is not yours does not exist for you."""

from __future__ import annotations

from uuid import UUID

from infra.kernel import NotFound
from infra.web.caller import Caller
from services.referrals.cases.domain.referral import Referral


def works_in(caller: Caller, office_id: UUID) -> None:
    """People are referred by the team of their office. Raises NotFound."""
    if office_id not in caller.offices:
        raise NotFound


def is_recipient(caller: Caller, referral: Referral) -> None:
    """A partner sees and answers what was sent to it, and nothing else. Raises NotFound."""
    if not receives(caller, referral):
        raise NotFound


def takes_part(caller: Caller, referral: Referral) -> None:
    """The office that sent it and the partner that received it follow a referral together. Raises NotFound."""
    if not receives(caller, referral):
        works_in(caller, referral.office_id)


def receives(caller: Caller, referral: Referral) -> bool:
    """Whether the caller speaks for the partner that the referral was sent to."""
    mine = caller.org is not None and caller.org == referral.partner_id
    return mine and caller.only in (None, referral.id)


def organisation(caller: Caller) -> UUID:
    """The organisation that a partner's credential speaks for; one referral's link does not. Raises NotFound."""
    if caller.org is None or caller.only is not None:
        raise NotFound
    return caller.org
