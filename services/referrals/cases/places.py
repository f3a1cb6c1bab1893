"""Whose working days count for what a partner owes: those of the municipality that it is in."""

from __future__ import annotations

from infra.deadlines.calendars import Place
from services.referrals.network.domain.partner import Partner


def running_at(partner: Partner) -> Place:
    return Place(zone=partner.zone, uf=partner.uf.value, municipality_ibge7=partner.municipality_ibge7)
