"""Why offers decline, by need: codes and counts, for the map of capacities (PL08)."""

from __future__ import annotations

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import View, handles
from services.referrals.cases.domain.referral import Referral


class DeclineReasons(View):
    name = "decline_reasons"
    columns = """
        offer_id uuid NOT NULL,
        need_domain text NOT NULL,
        reason text NOT NULL,
        n integer NOT NULL,
        PRIMARY KEY (offer_id, need_domain, reason)"""

    @handles(Referral.Declined)
    def declined(self, event: Referral.Declined, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} AS kept VALUES (%s, %s, %s, 1)"
            " ON CONFLICT (offer_id, need_domain, reason) DO UPDATE SET n = kept.n + 1",
            event.matter.offer_id,
            event.matter.need_domain.value,
            event.reason.value,
        )
