"""What it costs that reading is an event."""
