"""What work decides."""
