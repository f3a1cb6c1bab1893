"""What analytics tells the network: that numbers are there; never the numbers themselves."""

from __future__ import annotations

from uuid import UUID

from contracts.contract import Contract


class IndicatorComputed(Contract, type="analytics.indicator-run.computed"):
    """A run of an indicator for a period replaces the one before; equal hashes mean equal inputs."""

    run_id: UUID
    indicator_id: str
    definition_version: int
    period: str
    inputs_hash: str


class ReleaseVersionPublished(Contract, type="analytics.release.version-published"):
    """A period is published; with a number above 1 again, for something came in late (PL37). It holds no figure."""

    release_id: UUID
    indicator_id: str
    period: str
    number: int
    run_id: UUID


class PersonErased(Contract, type="analytics.erasure.erasure-verified", dismissible=False):
    """This store has erased what it had of a person and found nothing left: keys destroyed, rows taken out."""

    request_id: UUID
    keys: int
    rows: int
