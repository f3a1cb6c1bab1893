"""Appointments of a person with a partner; who misses one loses nothing (R3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from infra.kernel import happening
from services.referrals.cases.domain import refusals, standing
from services.referrals.cases.domain.standing import Appointment, Matter, Status


class Meeting:
    """Decisions of a Referral."""

    status: Status
    matter: Matter | None
    appointments: dict[int, Appointment]
    trigger_event: Callable[..., None]
    AppointmentScheduled: Any
    AppointmentAttended: Any
    AppointmentMissed: Any

    def schedule_appointment(self, at: datetime) -> int:
        """Agree on a time; returns the appointment's number, from 1."""
        standing.refuse_unless_under_way(self.status)
        if at <= happening():
            raise refusals.AppointmentInThePast
        number = len(self.appointments) + 1
        self.trigger_event(self.AppointmentScheduled, matter=self.matter, number=number, at=at)
        return number

    def attend(self, number: int) -> None:
        """The person came."""
        standing.refuse_unless_scheduled(self.status, self.appointments.get(number))
        self.trigger_event(self.AppointmentAttended, matter=self.matter, number=number)

    def miss(self, number: int) -> None:
        """The person did not come, which changes nothing else: another appointment may follow (R3)."""
        standing.refuse_unless_scheduled(self.status, self.appointments.get(number))
        self.trigger_event(self.AppointmentMissed, matter=self.matter, number=number)
