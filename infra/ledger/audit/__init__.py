"""The monitor: holds a store's rows against its leaves, tree, checkpoints, signer and witnesses; says what is wrong."""
