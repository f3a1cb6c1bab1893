"""The tree, the follower, the witness and the audit on a real database."""
