"""What a record needs before others can be made from it, where no document can tell. Most records need nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

from infra.world import now

Step = tuple[str, Mapping[str, Any]]
NEXT_YEAR = (now() + timedelta(days=365)).date().isoformat()
YESTERDAY = (now() - timedelta(days=1)).date().isoformat()

# Store and parameter name of the record, to members of its creation that differ from the sample.
BODIES: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("referrals", "contract_id"): {"ends_on": NEXT_YEAR},
    ("referrals", "partner_id"): {"org_type": "financial_institution"},
    ("intake", "certificate_id"): {"evidence": "signature"},
    # A device that no earlier run on these servers has opened a batch for.
    ("intake", "offline_batch_id"): {"device_id": str(uuid4())},
    ("intake", "person_id"): {"client_types": ["released"]},
    ("intake", "statement_id"): {"evidence": "signature"},
    ("referrals", "network_id"): {"level": "state"},
    ("notices", "notice_id"): {
        "options_explained_at": "2025-01-10T11:30:00Z",
        "noticed": [{"person_ref": "TJ-DEMO-2"}],
        "notifier": {"person_ref": "TJ-DEMO-1", "name": "Fictional Notifier", "identity_checked": True},
        "scopes": [
            {"scope": scope, "granted_at": "2025-01-10T11:40:00Z", "evidence": "witness"}
            for scope in ("RECORD", "DELIBERATE")
        ],
    },
}

# Store and parameter name of the record, to commands below its address with members that differ from the sample.
STEPS: Mapping[tuple[str, str], Sequence[Step]] = {
    ("commissions", "commission_id"): (("members", {"account": "dev-bad-input"}), ("activation", {})),
    ("coordination", "problem_id"): (("assignment", {"authority_id": "{org_id}"}),),
    ("intake", "person_id"): (("look-back", {"released_on": YESTERDAY}),),
    ("intake", "reception_id"): (("start", {}),),
    ("intake", "pre_release_case_id"): (("meeting", {}), ("answer", {"accepts": True})),
    ("intake", "subject_request_id"): (("identity-check", {}),),
    ("referrals", "partner_id"): (("agreements", {"data_sharing_clause": True}), ("activation", {})),
    ("referrals", "referral_id"): (
        ("sending", {"legal_basis": "LB_VITAL", "mode": "warm_handover"}),
        ("answer-link", {"days": 3}),
        ("handover", {}),
    ),
}

# Members named after what an organisation is in a record, to the organisation that the others know.
ALIASES: Mapping[str, str] = {
    "contracting_body": "partner_id", "employer_id": "partner_id", "lender_id": "partner_id",
    "provider_id": "partner_id",
}  # fmt: skip

# Store and path of a creation whose record has an address of its own, to the parameter that names it there.
ELSEWHERE: Mapping[tuple[str, str], str] = {
    ("coordination", "/v1/commitment-groups/{group_id}/commitments"): "commitment_id",
}
