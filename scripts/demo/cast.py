"""Who and what takes part; ids are filled in as the day goes on."""

from __future__ import annotations

from dataclasses import dataclass, field

from scripts.demo.network import User


@dataclass
class Cast:
    """People of PER-n, partners of PAR-n, offices, receptions and referrals of the scenario, by their marks."""

    users: dict[str, User] = field(default_factory=dict)
    offices: dict[str, str] = field(default_factory=dict)
    persons: dict[str, str] = field(default_factory=dict)
    receptions: dict[str, str] = field(default_factory=dict)
    partners: dict[str, str] = field(default_factory=dict)
    offers: dict[str, str] = field(default_factory=dict)
    grants: dict[str, str] = field(default_factory=dict)
    referrals: dict[str, str] = field(default_factory=dict)
    commissions: dict[str, str] = field(default_factory=dict)
