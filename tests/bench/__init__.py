"""Benches: run by hand, on an idle machine; they measure and judge ratios of one run, never absolute speed."""
