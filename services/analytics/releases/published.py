"""What releases tells the network: private event in, contract out."""

from __future__ import annotations

from contracts import analytics as out
from infra.metadata import Metadata
from infra.publishing import publishes
from services.analytics.releases.domain.release import Release


@publishes(Release.VersionPublished)
def version_published(event: Release.VersionPublished, metadata: Metadata) -> out.ReleaseVersionPublished:
    return out.ReleaseVersionPublished(
        release_id=event.originator_id,
        indicator_id=event.indicator_id,
        period=event.period,
        number=event.number,
        run_id=event.run_id,
    )
