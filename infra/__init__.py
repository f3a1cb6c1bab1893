"""The technical kernel: event store, messaging, HTTP, observability. Knows no business word."""
