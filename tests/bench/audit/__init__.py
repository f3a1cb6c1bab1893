"""What the ledger costs: appending to the tree, a command with and without it, proofs, and verifying a whole log."""
