"""Proposals: the needs of an assessment as goals to choose from, in the order that the person gave them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contracts.vocabulary.care import NeedDomain, NeedSituation

LAST = 6
ORDER = (NeedSituation.CRITICAL, NeedSituation.UNMET, NeedSituation.PARTLY_MET)


def wanted_first(assessed: Mapping[NeedDomain, Mapping[str, Any]]) -> tuple[NeedDomain, ...]:
    """Domains with a need: by the person's own priority, then the professional's, then how urgent the situation is."""
    needs = {domain: said for domain, said in assessed.items() if said["situation"] in ORDER}
    return tuple(sorted(needs, key=lambda domain: _rank(needs[domain])))


def _rank(said: Mapping[str, Any]) -> tuple[int, int, int]:
    priorities = said["person_priority"] or LAST, said["professional_priority"] or LAST
    return (*priorities, ORDER.index(said["situation"]))
