"""Facts: what the other stores published, kept as pseudonymous facts and joined only when something is computed."""
