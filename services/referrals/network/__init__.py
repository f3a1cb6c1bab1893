"""Network: partners, their agreements and what they offer."""
