"""Quota contracts to the network: numbers alone."""

from __future__ import annotations

from contracts import work as out
from infra.metadata import Metadata
from infra.publishing import publishes
from services.referrals.work.domain.quota_contract import QuotaContract


@publishes(QuotaContract.Registered)
def quota_contract_registered(event: QuotaContract.Registered, metadata: Metadata) -> out.QuotaContractRegistered:
    terms, quota, place = event.terms, event.quota, event.workplace
    return out.QuotaContractRegistered(
        contract_id=event.originator_id,
        contracting_body=terms.contracting_body,
        employer_id=terms.employer_id,
        workforce=terms.workforce,
        required_percent=str(quota.percent),
        required_slots_exact=str(quota.slots_exact),
        required_slots=quota.slots,
        uf=place.uf,
        municipality_ibge7=place.municipality_ibge7,
    )


@publishes(QuotaContract.MonthlyListSent)
def quota_monthly_list_sent(event: QuotaContract.MonthlyListSent, metadata: Metadata) -> out.QuotaMonthlyListSent:
    return out.QuotaMonthlyListSent(
        contract_id=event.originator_id,
        employer_id=event.employer_id,
        month=event.month,
        employed=event.employed,
        in_time=event.in_time,
    )


@publishes(QuotaContract.ShortfallDetected)
def quota_shortfall_detected(event: QuotaContract.ShortfallDetected, metadata: Metadata) -> out.QuotaShortfallDetected:
    return out.QuotaShortfallDetected(
        contract_id=event.originator_id,
        contracting_body=event.contracting_body,
        employer_id=event.employer_id,
        counted_by=event.counted_by,
        required=event.required,
        counted=event.counted,
    )


@publishes(QuotaContract.WaiverRecorded)
def quota_waiver_recorded(event: QuotaContract.WaiverRecorded, metadata: Metadata) -> out.QuotaWaiverRecorded:
    return out.QuotaWaiverRecorded(contract_id=event.originator_id, employer_id=event.employer_id, reason=event.reason)
