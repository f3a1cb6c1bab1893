"""How often a process that serves looks for garbage that refers to itself."""

from __future__ import annotations

import gc

# A batch makes some thousands of objects and drops them: with 700, the default, that was seven looks for each,
# and an eighth of the whole time. So many more are a few megabytes at most, since little of it refers to itself.
YOUNG = 20_000


def seldom() -> None:
    """To be called once, when everything is imported: that stays for ever, and is not looked through again.

    An edge of four stores keeps 400,000 objects: each full look took 180 ms, and every thirtieth request paid for it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
