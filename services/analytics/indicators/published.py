"""What indicators tells the network: private event in, contract out."""

from __future__ import annotations

from contracts import analytics as out
from infra.metadata import Metadata
from infra.publishing import publishes
from services.analytics.indicators.domain.indicator_run import IndicatorRun


@publishes(IndicatorRun.Computed)
def indicator_computed(event: IndicatorRun.Computed, metadata: Metadata) -> out.IndicatorComputed:
    return out.IndicatorComputed(
        run_id=event.originator_id,
        indicator_id=event.indicator_id,
        definition_version=event.definition_version,
        period=event.period,
        inputs_hash=event.inputs_hash,
    )
