"""The three roles that a process can have, as composition roots."""
