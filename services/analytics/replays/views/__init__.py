"""The replays that were opened."""
