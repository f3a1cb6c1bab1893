"""Erasures of a store: how far they have come, go on with them, destroy again after a restore."""

import json
from typing import Annotated

import typer

from scripts.options import Json, Name

Store = Annotated[str, typer.Argument(help="The store, such as intake.")]
app = typer.Typer(no_args_is_help=True)


@app.command(help="List erasures: state, keys destroyed, rows taken out of each place. Exit code 3: something is left.")
def status(
    store: Store,
    check: Annotated[bool, typer.Option("--check", help="Look again into every table and the key database.")] = False,
    as_json: Json = False,
    name: Name = "dev",
) -> None:
    from infra.stores import CONFIDENTIAL
    from infra.web.plain import plain
    from scripts.erasing import erasing
    from scripts.failures import VERIFICATION

    with erasing(store, name) as app:
        found = [plain(vars(line)) for line in app.listed(10_000)]
        left = [app.check(line.erasure_id) for line in app.listed(10_000) if line.state == "verified"] if check else []
    pending = sum(line["state"] != "verified" for line in found)
    summary = {"store": store, "pending": pending, "left": [place for place in left if place]}
    # In a confidential store not even the number of finished erasures is anybody's business.
    shown = summary if store in CONFIDENTIAL else {**summary, "erasures": found}
    if as_json:
        print(json.dumps(shown, indent=2))
    else:
        for line in shown.get("erasures", ()):
            print(f"{line['erasure_id']}  {line['state']}  keys {line['keys']}  rows {sum(line['places'].values())}")
        print(f"{pending} to go on with; something left of {len(summary['left'])}")
    if summary["left"]:
        raise typer.Exit(VERIFICATION)


@app.command(help="Go on with every erasure that was authorised and not verified yet.")
def resume(store: Store, as_json: Json = False, name: Name = "dev") -> None:
    from scripts.erasing import erasing

    with erasing(store, name) as app:
        pending = app.pending()
        for erasure in pending:
            app.perform(erasure)
    print(json.dumps({"store": store, "finished": len(pending)}) if as_json else f"{len(pending)} finished")


@app.command(help="After a restore: destroy again every key whose destruction is in the ledger.")
def recheck(store: Store, as_json: Json = False, name: Name = "dev") -> None:
    from infra.erasure.agreement import restore_agreement
    from scripts.erasing import erasing

    with erasing(store, name) as app:
        assert app.hands is not None
        again = restore_agreement(app.store, app.hands)
    print(json.dumps({"store": store, "destroyed_again": again}) if as_json else f"{again} keys destroyed again")
