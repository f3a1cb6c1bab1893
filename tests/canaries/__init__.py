"""Personal values that occur nowhere else, put in through every API, and the search for them on every surface."""
