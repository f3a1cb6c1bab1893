"""What the API of work reads and answers."""
