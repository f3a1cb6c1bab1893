"""What goes along with a case, in ids alone: what goes on with its partner, under which consents, and what is anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from infra.eventstore.unit_of_work import UnitOfWork
from services.referrals.cases.domain.known_grant import KnownGrant
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.domain.standing import OPEN
from services.referrals.transfers.domain.refusals import KeepingNeedsConsent, ReferralStaysBehind
from services.referrals.transfers.domain.route import Route


@dataclass(frozen=True)
class Package:
    keep: tuple[UUID, ...]
    reissue: tuple[UUID, ...]
    grants: tuple[UUID, ...]


def packed(unit: UnitOfWork, route: Route, streams: Iterable[UUID], keep: frozenset[UUID]) -> Package:
    """Of the open referrals of the office that hands over. Raises ReferralStaysBehind, KeepingNeedsConsent."""
    found = {
        referral.id: referral
        for referral in (unit.find(Referral, stream) for stream in streams)
        if referral is not None and referral.office_id == route.from_office_id and referral.status in OPEN
    }
    if not keep <= found.keys():
        raise ReferralStaysBehind
    grants = sorted({_carrying(unit, found[referral_id]) for referral_id in keep})
    return Package(tuple(sorted(keep)), tuple(sorted(found.keys() - keep)), tuple(grants))


def _carrying(unit: UnitOfWork, referral: Referral) -> UUID:
    """The consent under which a partner may go on although the person has moved."""
    grant_id = referral.sent_matter.grant_id
    grant = unit.find(KnownGrant, grant_id) if grant_id else None
    if grant is None or not grant.active:
        raise KeepingNeedsConsent
    return grant.id
