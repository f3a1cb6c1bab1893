"""Referrals: the network of partners (network/) and the people it is asked to serve (cases/). Store `referrals`."""
