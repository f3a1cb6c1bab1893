"""Analytics: facts from what the stores publish, indicators over them, protected tables. Store `analytics`."""
