"""What a new record needs before others can be made from it, where no document can tell. Most records need nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Step = tuple[str, Mapping[str, Any]]

# Store and parameter name of the record, to commands below its address with members that differ from the sample.
STEPS: Mapping[tuple[str, str], Sequence[Step]] = {
    ("coordination", "problem_id"): (("assignment", {"authority_id": "{org_id}"}),),
    ("referrals", "partner_id"): (("agreements", {"data_sharing_clause": True}), ("activation", {})),
    ("referrals", "referral_id"): (("sending", {"legal_basis": "LB_VITAL"}),),
}
