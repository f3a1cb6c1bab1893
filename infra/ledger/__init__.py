"""The ledger: a Merkle log over every stored event, its proofs, signed checkpoints, witnesses and audit."""
