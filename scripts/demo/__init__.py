"""The demonstration: one day in the network, played over HTTP by people with their own credentials."""
