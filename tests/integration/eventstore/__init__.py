"""The event store on a real database of its own."""
