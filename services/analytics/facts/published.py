"""Facts tells nobody anything: what arrives here was told to everybody by its owner."""
