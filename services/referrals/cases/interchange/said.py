"""What a partner can say: each is one command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contracts.vocabulary.network import DeclineReason, InterruptionReason, ReferralOutcome
from services.referrals.cases.domain.standing import Status


@dataclass(frozen=True)
class Answer:
    """Seen, taken or put on the waiting list."""

    status: Status


@dataclass(frozen=True)
class Decline:
    reason: DeclineReason


@dataclass(frozen=True)
class Complete:
    outcome: ReferralOutcome


@dataclass(frozen=True)
class Interrupt:
    reason: InterruptionReason


@dataclass(frozen=True)
class Agree:
    """On an appointment."""

    at: datetime


@dataclass(frozen=True)
class Meet:
    """Whether the person came."""

    number: int
    came: bool


Said = Answer | Decline | Complete | Interrupt | Agree | Meet
