"""How fast delivery is: `make bench-delivery`."""
