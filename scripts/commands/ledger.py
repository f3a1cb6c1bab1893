"""The Merkle log of each store: status, checkpoint, keys, audit, and the ceremony after a restore."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from scripts.failures import FAILURE, VERIFICATION, CommandError
from scripts.options import Json, Name

app = typer.Typer(no_args_is_help=True)
Store = Annotated[str, typer.Argument(help="The store, such as intake.")]


@app.command("status", help="How far each log is signed, and what its signer and witnesses know.")
def status(as_json: Json = False, name: Name = "dev") -> None:
    from infra.stores import STORES
    from scripts import ledger_tables
    from scripts.ledgers import ledger

    lines = [ledger_tables.line(ledger(store, name)) for store in STORES]
    if as_json:
        print(json.dumps([asdict(line) for line in lines], indent=2))
    else:
        ledger_tables.show(lines)


@app.command("checkpoint", help="Print the newest signed checkpoint of STORE with its cosignatures.")
def checkpoint(store: Store, name: Name = "dev") -> None:
    from scripts.ledgers import ledger

    mine = ledger(store, name)
    with mine.reading() as connection:
        newest = mine.newest(connection)
    if newest is None:
        raise CommandError(f"nothing of {store} has been signed yet")
    print(newest.text, end="")


@app.command("keys", help="Print the verifier keys of all logs and witnesses, to be given out of band.")
def keys(
    make: Annotated[str | None, typer.Option("--make", help="Make the keys of this store instead.")] = None,
    folder: Annotated[Path, typer.Option("--folder", help="Where new keys and the signer's state go.")] = Path(),
    name: Name = "dev",
) -> None:
    from scripts.ledger_keys import make_keys
    from scripts.ledgers import ledger

    found = make_keys(make, folder) if make else ledger("intake", name).trust.keys
    for key in found:
        print(key)


@app.command("audit", help="Hold STORE against its leaves, tree, signer and witnesses; exit code 3 when it differs.")
def audit(store: Store, as_json: Json = False, name: Name = "dev") -> None:
    from scripts import ledger_tables
    from scripts.ledgers import ledger

    report = ledger(store, name).audit()
    if as_json:
        print(json.dumps(asdict(report), indent=2))
    else:
        ledger_tables.tell(report)
    if not report.clean:
        raise typer.Exit(VERIFICATION)


@app.command("ceremony", help="After a restore of STORE: begin a new log that names the old one and the loss.")
def ceremony(
    store: Store,
    reason: Annotated[str, typer.Option(help="Why there was a restore, without naming anybody.")],
    restored: Annotated[
        bool, typer.Option("--restored", help="A backup was put back: begin a new log even if nothing signed is lost.")
    ] = False,
    actor: Annotated[str, typer.Option(help="Who holds the ceremony: the account of the operator.")] = "operator",
    as_json: Json = False,
    name: Name = "dev",
) -> None:
    from infra.ledger.ceremony import NothingToExplain
    from scripts.ceremonies import hold

    try:
        loss, first = hold(store, reason, actor, name, restored=restored)
    except NothingToExplain as nothing:
        typer.echo(f"travessia: {store}: {nothing}", err=True)
        raise typer.Exit(FAILURE) from None
    lines = {
        "old_origin": loss.old.origin, "old_size": loss.old.size, "new_origin": first.origin,
        "restored_size": loss.size, "common_size": loss.common.size, "lost": loss.lost,
    }  # fmt: skip
    print(json.dumps(lines, indent=2) if as_json else "\n".join(f"{key}: {value}" for key, value in lines.items()))
