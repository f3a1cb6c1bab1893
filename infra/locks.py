"""The advisory locks of a store's database, side by side: two holders of one number would wait for each other."""

from __future__ import annotations

from enum import IntEnum, unique


@unique
class AdvisoryLock(IntEnum):
    """One for each thing that only one session of a store may do at a time."""

    RELAY = 0x7472_6176_0001
    PARKING = 0x7472_6176_0002
    LEDGER = 0x7472_6176_0003


# First number of a pair, the second of which says what of its kind is locked: pairs never meet the numbers above.
PRE_RELEASE_LISTS = 0x7052_0001
