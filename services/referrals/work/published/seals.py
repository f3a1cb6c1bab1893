"""Seals of employers to the network."""

from __future__ import annotations

from typing import Any

from contracts import work as out
from infra.metadata import Metadata
from infra.publishing import publishes
from services.referrals.work.domain.employer_seal import EmployerSeal


def _about(event: Any) -> dict[str, Any]:
    return {"seal_id": event.originator_id, "employer_id": event.employer_id, "valid_until": event.valid_until}


@publishes(EmployerSeal.Granted)
def employer_seal_granted(event: EmployerSeal.Granted, metadata: Metadata) -> out.EmployerSealGranted:
    return out.EmployerSealGranted(**_about(event), ground=event.ground)


@publishes(EmployerSeal.GrantedAnew)
def employer_seal_granted_anew(event: EmployerSeal.GrantedAnew, metadata: Metadata) -> out.EmployerSealGrantedAnew:
    return out.EmployerSealGrantedAnew(**_about(event), ground=event.ground)


@publishes(EmployerSeal.Renewed)
def employer_seal_renewed(event: EmployerSeal.Renewed, metadata: Metadata) -> out.EmployerSealRenewed:
    return out.EmployerSealRenewed(**_about(event), ground=event.ground)


@publishes(EmployerSeal.Lapsed)
def employer_seal_lapsed(event: EmployerSeal.Lapsed, metadata: Metadata) -> out.EmployerSealLapsed:
    return out.EmployerSealLapsed(**_about(event))
