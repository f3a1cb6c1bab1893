"""What was published of an indicator and a period, version by version."""
