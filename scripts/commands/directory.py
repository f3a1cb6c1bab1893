"""Directories of services in the form of Open Referral HSDS 3.1, in and out through the API."""

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from contracts.vocabulary.network import UF
from contracts.vocabulary.partners import Directory
from scripts.failures import PARTIAL, UsageError
from scripts.options import Json, Name

app = typer.Typer(no_args_is_help=True)
State = Annotated[str | None, typer.Option(help="The state, in two letters; by default the whole country.")]
Url = Annotated[str | None, typer.Option(help="The API of referrals; by default of this checkout's stack.")]
Token = Annotated[Path | None, typer.Option(help="A file with your access token; by default one of development.")]


@app.command("import", help="Import a directory. Exit code 4: some entries were refused; the report says why.")
def import_(
    path: Annotated[Path, typer.Argument(help="A JSON file, or the folder of a tabular data package.")],
    directory: Annotated[str, typer.Option(help="Whose it is: " + ", ".join(Directory))],
    uf: State = None,
    leave_out_people: Annotated[
        bool, typer.Option("--leave-out-people", help="Take entries without the people they name; each is reported.")
    ] = False,
    report: Annotated[Path | None, typer.Option(help="By default PATH.report.csv.")] = None,
    url: Url = None,
    token_file: Token = None,
    as_json: Json = False,
    name: Name = "dev",
) -> None:
    from scripts.directories import importing, reaching, reading, reports
    from scripts.importing import progress

    _refuse_unknown("--directory", directory, tuple(Directory))
    _refuse_unknown("--uf", uf, tuple(UF))
    found = reading.opened(path)
    wanted = importing.Wanted(directory, uf, leave_out_people)
    where = report or path.with_name(f"{path.resolve().name}.report.csv")
    with (
        reaching.api(uf, url, token_file, name, os.environ) as api,
        progress.bar() as advance,
        reports.writing(where) as lines,
    ):
        counts = importing.run(api, found, wanted, lines, advance)
    if as_json:
        print(json.dumps({**counts, "report": str(where)}))
    else:
        told = ", ".join(f"{counts[outcome]} {outcome}" for outcome in importing.OUTCOMES)
        progress.say(f"{counts['entries']} entries: {told}: {where}")
    if counts["refused"]:
        raise typer.Exit(PARTIAL)


@app.command("export", help="Export partners, and what was imported, each strictly of the form or nothing at all.")
def export(
    out: Annotated[Path, typer.Option(help="A new or empty directory.")],
    form: Annotated[str, typer.Option("--format", help="json or datapackage.")] = "json",
    uf: State = None,
    history: Annotated[bool, typer.Option(help="With what became of our own records, as metadata.")] = True,
    url: Url = None,
    token_file: Token = None,
    as_json: Json = False,
    name: Name = "dev",
) -> None:
    from scripts.directories import exporting, importing, reaching
    from scripts.importing import progress

    _refuse_unknown("--format", form, exporting.FORMATS)
    _refuse_unknown("--uf", uf, tuple(UF))
    folder = exporting.prepared(out)
    query = f"?limit=50&history={str(history).lower()}" + (f"&uf={uf}" if uf else "")
    with reaching.api(uf, url, token_file, name, os.environ) as api:
        lines = importing.listed(api, f"/v1/directory-organizations{query}")
    files = exporting.write([line["organization"] for line in lines], form, folder)
    if as_json:
        print(json.dumps({"organizations": len(lines), "files": files, "out": str(out)}))
    else:
        progress.say(f"{len(lines)} organizations in {files} files: {out}")


def _refuse_unknown(option: str, value: str | None, known: tuple[str, ...]) -> None:
    if value is not None and value not in known:
        raise UsageError(f"{option} is one of {', '.join(known)}")
