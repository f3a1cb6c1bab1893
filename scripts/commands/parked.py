"""Messages that a store set aside: list, show, retry, dismiss."""

import json
from typing import Annotated

import typer

from scripts.options import Json, Name

Store = Annotated[str, typer.Argument(help="The store, such as referrals.")]
Number = Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="The number that `list` shows.")]
app = typer.Typer(no_args_is_help=True)


@app.command("list", help="Show what is set aside, the oldest first.")
def list_(
    store: Store,
    state: Annotated[str, typer.Option(help="parked, applied or dismissed.")] = "parked",
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 200,
    as_json: Json = False,
    name: Name = "dev",
) -> None:
    from infra.messaging import parking
    from scripts import parking as shown

    shown.check_state(state)
    with shown.consumer_of(store, name) as consumer:
        found = parking.list_parked(consumer.store, state, limit)
    if as_json:
        print(json.dumps([shown.document(line) for line in found], indent=2))
    else:
        shown.table(found)


@app.command(help="Show one message that was set aside: its place, never its content.")
def show(store: Store, number: Number, as_json: Json = False, name: Name = "dev") -> None:
    from infra.messaging import parking
    from scripts import parking as shown

    with shown.consumer_of(store, name) as consumer:
        found = parking.show(consumer.store, number)
    if as_json:
        print(json.dumps(shown.document(found), indent=2))
    else:
        shown.lines(found)


@app.command(help="Apply a message and those behind it, in order; exit code 1 when it is refused again.")
def retry(store: Store, number: Number, as_json: Json = False, name: Name = "dev") -> None:
    from infra.messaging import retrying
    from scripts import parking as shown

    with shown.consumer_of(store, name) as consumer:
        applied = shown.reported(lambda: retrying.retry(consumer, number))
    shown.done({"store": store, "id": number, "applied": applied}, f"{applied} applied", as_json)


@app.command(help="Give a message up for good; refused where a person's right hangs on it.")
def dismiss(
    store: Store,
    number: Number,
    reason: Annotated[str, typer.Option(help="Why, without naming anybody; it is kept for ever.")],
    as_json: Json = False,
    name: Name = "dev",
) -> None:
    from infra.messaging import parking
    from infra.metadata import Metadata, acting
    from scripts import parking as shown

    actor = shown.operator()
    with shown.consumer_of(store, name) as consumer, acting(Metadata(actor=actor, role="operator")):
        event = parking.dismiss(consumer.store, number, reason, actor)
    shown.done({"store": store, "id": number, "dismissal": str(event)}, f"{number} dismissed", as_json)
