"""What coordination does when intake speaks: it looks for somebody who is to be erased, and reports."""

from __future__ import annotations

from contracts import intake
from infra.erasure.application import ErasureApplication
from infra.erasure.order import Order
from infra.messaging.envelope import Envelope
from infra.messaging.subscribe import subscribe


@subscribe(intake.PersonErasureAuthorised)
def on_person_erasure_authorised(
    app: ErasureApplication, message: intake.PersonErasureAuthorised, envelope: Envelope
) -> None:
    """Nobody who is served is named here by design: the check has to show that this is so."""
    approvers = tuple(str(approver) for approver in message.approvers)
    app.authorise(Order(message.person_id, message.request_id, message.basis, approvers, "person"))
