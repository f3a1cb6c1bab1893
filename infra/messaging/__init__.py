"""Delivery between stores: topology, relay, subscriptions, catch-up, parking."""
