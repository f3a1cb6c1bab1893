"""The kernel on its own, in memory."""
