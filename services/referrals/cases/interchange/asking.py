"""What another system asks an office for, out of a Bundle that it sends."""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import UUID

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import Urgency
from services.referrals.cases.domain.standing import Status
from services.referrals.cases.interchange.faults import Fault
from services.referrals.cases.interchange.reading import read
from services.referrals.cases.interchange.sheet import Unreadable


class Asked(NamedTuple):
    """`referral_id`: where it was exported by us. Of the other system's own numbers nothing is kept."""

    person_id: UUID
    office_id: UUID
    need_domain: NeedDomain
    urgency: Urgency
    status: Status
    referral_id: UUID | None


def asked(bundle: Any) -> Asked:
    """Raises Unreadable; also for what a partner was given, which names nobody."""
    content = read(bundle)
    if content.person_id is None:
        raise Unreadable([Fault("/entry", "person-unknown")])
    need, urgency = content.need_domain, content.urgency
    return Asked(content.person_id, content.office_id, need, urgency, content.status, content.referral_id)
