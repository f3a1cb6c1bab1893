"""HTTP resources of the network: parse, call, answer. One file for each kind of record."""

from __future__ import annotations

from services.referrals.network.api import directory, matching, networks, offers, partners, sites

BLUEPRINTS = (
    partners.blp, partners.agreements, sites.blp, offers.blp, matching.blp, networks.blp, networks.assets,
    directory.blp, directory.entries,
)  # fmt: skip
