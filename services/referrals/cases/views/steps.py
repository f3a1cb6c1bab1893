"""What a list of referrals shows of each step, whoever looks at it: the office that sent it, or the partner."""

from __future__ import annotations

from abc import abstractmethod
from uuid import UUID

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import View, handles
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.domain.standing import Status


class Steps(View):
    """A table with the columns `referral_id`, `status` and `next_appointment_at`."""

    @handles(Referral.Accepted)
    def accepted(self, event: Referral.Accepted, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, Status.ACCEPTED)

    @handles(Referral.Waitlisted)
    def waitlisted(self, event: Referral.Waitlisted, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, Status.WAITLISTED)

    @handles(Referral.AppointmentScheduled)
    def appointment_scheduled(self, event: Referral.AppointmentScheduled, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET next_appointment_at = %s WHERE referral_id = %s", event.at, event.originator_id
        )

    @handles(Referral.AppointmentAttended)
    def appointment_attended(self, event: Referral.AppointmentAttended, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, Status.IN_PROGRESS)

    @handles(Referral.AppointmentMissed)
    def appointment_missed(self, event: Referral.AppointmentMissed, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET next_appointment_at = NULL WHERE referral_id = %s", event.originator_id
        )

    @handles(Referral.Suspended)
    def suspended(self, event: Referral.Suspended, metadata: Metadata) -> Statement:
        """Still the office's to look after: the need is there, only this way is closed."""
        return self._now(event.originator_id, Status.SUSPENDED)

    @abstractmethod
    def _now(self, referral_id: UUID, status: Status) -> Statement:
        """It stands so now; every other step than the making of an appointment leaves none open."""
