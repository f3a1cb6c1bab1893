"""Intake: receives people (people/) and notices (notices/), which share nothing but this roof."""
