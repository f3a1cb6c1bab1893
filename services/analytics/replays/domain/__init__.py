"""The aggregate of replays."""
