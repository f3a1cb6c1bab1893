"""What a support network refuses, and what tells the caller to do instead."""

from __future__ import annotations

from infra.kernel import DomainError


class NetworkNeedsItsPlace(DomainError):
    code = "referrals.network-needs-its-place"
    detail = "A local network is of a municipality, one of a state names the state, the national one names neither."
    fix = "Name the place that belongs to the level."


class AlreadyInNetwork(DomainError):
    code = "referrals.already-in-network"
    detail = "It belongs to the network already."
    fix = "Nothing is left to do."


class NotInNetwork(DomainError):
    code = "referrals.not-in-network"
    detail = "It does not belong to the network."
    fix = "Nothing is left to do."


class NetworkNotWider(DomainError):
    code = "referrals.network-not-wider"
    detail = "A network belongs to wider ones only, so that none comes to belong to itself."
    fix = "Choose a network of a higher level."


class NetworkElsewhere(DomainError):
    code = "referrals.network-elsewhere"
    detail = "The wider network is of another state."
    fix = "Choose the network of the same state, or the national one."


class AssetRemoved(DomainError):
    code = "referrals.asset-removed"
    detail = "It was taken from the map."
    fix = "Record it anew if it is there again."
