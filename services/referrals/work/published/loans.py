"""Micro-credit to the network: in bands, and who took a request back is told to nobody."""

from __future__ import annotations

from typing import Any

from contracts import work as out
from infra.metadata import Metadata
from infra.publishing import publishes
from services.referrals.work.domain.micro_credit import MicroCredit


def _about(event: Any) -> dict[str, Any]:
    return {"credit_id": event.originator_id, **vars(event.loan)}


@publishes(MicroCredit.Requested)
def credit_requested(event: MicroCredit.Requested, metadata: Metadata) -> out.CreditRequested:
    return out.CreditRequested(**_about(event), amount_band=event.amount_band)


@publishes(MicroCredit.Granted)
def credit_granted(event: MicroCredit.Granted, metadata: Metadata) -> out.CreditGranted:
    return out.CreditGranted(**_about(event), amount_band=event.amount_band)


@publishes(MicroCredit.Refused)
def credit_refused(event: MicroCredit.Refused, metadata: Metadata) -> out.CreditRefused:
    return out.CreditRefused(**_about(event), reason=event.reason)
