"""The chapters of the day, in the order in which they are played."""
