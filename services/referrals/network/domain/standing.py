"""Where a partner stands: its steps from the first contact to its closing, and what each of them refuses."""

from __future__ import annotations

from datetime import date
from typing import Any

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import UF, OrganisationType
from contracts.vocabulary.partners import ContactChannel, Funnel
from services.referrals.network.domain import partner_refusals as refusals
from services.referrals.network.domain.agreement import Agreements

NEVER_RECIPIENTS = frozenset({OrganisationType.POLICE})
# Partners they may be, but who accuses, judges or supervises serves nobody here: it would see who did not come (R3),
# and what justice may ask of social assistance is settled elsewhere (R6, CNAS Resolution 119/2023; docs/adr/0018).
NEVER_SERVING = frozenset({OrganisationType.COURT, OrganisationType.PROBATION, OrganisationType.PROSECUTION})
BEFORE_THE_SIGNATURE = (Funnel.PROSPECT, Funnel.CONTACTED, Funnel.NEGOTIATING)


class Standing(Agreements):
    """Decisions of a Partner on how far it has come."""

    org_type: OrganisationType
    uf: UF
    municipality_ibge7: str
    Contacted: Any
    NegotiationOpened: Any
    Activated: Any
    Suspended: Any
    Closed: Any

    def contact(self, channel: ContactChannel) -> None:
        """Somebody spoke with it; as often as it takes. Raises PartnerClosed, PartnerAlreadyWon."""
        self._refuse_if_won()
        self.trigger_event(self.Contacted, channel=channel)

    def negotiate(self) -> None:
        """Raises PartnerClosed, PartnerAlreadyWon; does nothing while it is negotiated with."""
        self._refuse_if_won()
        if self.funnel != Funnel.NEGOTIATING:
            self.trigger_event(self.NegotiationOpened)

    def activate(self) -> None:
        """Work with the partner from now on, or again after a suspension."""
        self.refuse_if_closed()
        if self.funnel == Funnel.ACTIVE:
            raise refusals.PartnerAlreadyActive
        if not self.in_force():
            raise refusals.PartnerNeedsAgreement
        self.trigger_event(self.Activated, **self._about())

    def suspend(self) -> None:
        """Send nobody new there; what is under way goes on."""
        if self.funnel != Funnel.ACTIVE:
            raise refusals.PartnerNotActive
        self.trigger_event(self.Suspended, **self._about())

    def closing_day(self, effective_on: date | None = None) -> date:
        """Today or some days ago. Raises PartnerClosed, ClosingNotYet."""
        self.refuse_if_closed()
        day = effective_on or self.today
        if day > self.today:
            raise refusals.ClosingNotYet
        return day

    def close(
        self, effective_on: date | None = None, need_domains: tuple[NeedDomain, ...] = (), suspended: int = 0
    ) -> None:
        """It ends for good with so many people inside, who need another place for these needs (PL12)."""
        day = self.closing_day(effective_on)
        self.trigger_event(
            self.Closed, effective_on=day, need_domains=need_domains, suspended=suspended, **self._about()
        )

    def refuse_if_closed(self) -> None:
        if self.funnel == Funnel.CLOSED:
            raise refusals.PartnerClosed

    def refuse_unless_offering(self) -> None:
        """Raises the refusal that keeps this partner from offering a service."""
        if self.org_type in NEVER_SERVING:
            raise refusals.NeverARecipient
        self.refuse_if_closed()
        if self.funnel != Funnel.ACTIVE:
            raise refusals.PartnerNotActive
        if not self.in_force():
            raise refusals.AgreementExpired

    def refuse_unless_receiving(self) -> None:
        """Raises the refusal that keeps this partner from receiving a person's referral at this moment (R2)."""
        self.refuse_unless_offering()
        if not any(agreement.data_sharing_clause for agreement in self.in_force()):
            raise refusals.NoDataSharingClause

    def _refuse_if_won(self) -> None:
        self.refuse_if_closed()
        if self.funnel not in BEFORE_THE_SIGNATURE:
            raise refusals.PartnerAlreadyWon

    def _about(self) -> dict[str, Any]:
        return {"org_type": self.org_type, "uf": self.uf, "municipality_ibge7": self.municipality_ibge7}
