"""Merkle hashes, proofs, notes, checkpoints, the signer and the witness without a database."""
