"""Which wording of CNJ Resolution 351/2020 is in force on a day; what each asks, is data of the stores (B.0.7)."""

from __future__ import annotations

from datetime import date

# The amendment of January 2026 is not listed: its text is missing, so nothing may be decided by it.
IN_FORCE_SINCE = {
    "351-2020": date(2020, 11, 28),
    "351-2021-08": date(2021, 8, 25),
    "351-2022-04": date(2022, 4, 12),
    "351-2023-08": date(2023, 9, 1),
    "351-2023-12": date(2023, 12, 13),
}


def ruleset_on(day: date) -> str:
    """The ruleset in force on a local day. Raises ValueError before the resolution."""
    valid = [ruleset for ruleset, since in IN_FORCE_SINCE.items() if since <= day]
    if not valid:
        msg = "CNJ Resolution 351 was not in force on that day"
        raise ValueError(msg)
    return valid[-1]
