"""Replays tells nobody anything: which histories auditors read is not for the network."""
