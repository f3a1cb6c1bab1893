"""Replay a source's history of one contract into reactions that came later; again finds nothing to do."""

import json
from typing import Annotated

import typer

from scripts.options import Json, Name


def command(
    store: Annotated[str, typer.Argument(help="The store that reacts, such as referrals.")],
    contract: Annotated[str, typer.Argument(help="Such as intake.consent-ledger.withdrawn, or with .v2.")],
    as_json: Json = False,
    name: Name = "dev",
) -> None:
    from infra.messaging.asking import RpcSources
    from infra.messaging.backfill import backfill
    from scripts import parking
    from scripts.stack.progress import Progress
    from scripts.stores import contract_of, worker_of

    plan, progress = worker_of(store, name).plan, Progress()
    wanted = contract_of(store, plan.reactions, contract)
    sources = RpcSources(store, plan.amqp_uri)
    with progress.waiting(f"backfill of {contract} into {store}"), parking.consumer_of(store, name) as consumer:
        said = lambda at, of: progress.plain(f"position {at} of {of}")  # noqa: E731
        applied = parking.reported(lambda: backfill(consumer, sources, wanted, said))
    if as_json:
        print(json.dumps({"store": store, "contract": wanted.cloudevent_type(), "applied": applied}))
    progress.plain(f"{applied} messages applied")
