"""The event store: one transaction for events, read models and outgoing messages; sealed values; replay."""
