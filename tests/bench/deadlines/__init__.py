"""Measures the timer: what a turn costs with many open deadlines, and how fast it catches up."""
