"""How often a worker looks for garbage that refers to itself."""

from __future__ import annotations

import gc

# A batch makes some thousands of objects and drops them: with 700, the default, that was seven looks for each,
# and an eighth of the whole time. So many more are a few megabytes at most, since little of it refers to itself.
YOUNG = 20_000


def seldom() -> None:
    """To be called once, when everything is imported: that stays for ever, and is not looked through again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
