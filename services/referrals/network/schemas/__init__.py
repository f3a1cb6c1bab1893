"""What the network's API reads and answers: one file for each kind of record."""
