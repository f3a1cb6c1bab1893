"""Sending somebody and closing a place exclude each other, so that nobody is sent where nobody is any more."""

from __future__ import annotations

from infra.eventstore.unit_of_work import UnitOfWork
from services.referrals.network.views.open_offers import OpenOffers

NUMBER = "hashtext('closings'), 0"
BESIDE_OTHERS = f"SELECT pg_advisory_xact_lock_shared({NUMBER})"
ALONE = f"SELECT pg_advisory_xact_lock({NUMBER})"


def while_open(unit: UnitOfWork) -> None:
    """Before a partner is read to send somebody there: a closing that runs is waited for, and then is known."""
    _wait(unit, BESIDE_OTHERS)


def while_nobody_sends(unit: UnitOfWork) -> None:
    """Before the referrals of a place that closes are looked for: all that are being sent are there then."""
    _wait(unit, ALONE)


def _wait(unit: UnitOfWork, lock: str) -> None:
    """In memory there is nothing to look for, and one transaction at a time."""
    if any(isinstance(view, OpenOffers) for view in unit.store.views.all):
        unit.transaction.query(lock)
