"""Import lists from other systems, through the API: repeatable, and each row is reported."""

import json
import os
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from scripts.failures import PARTIAL, UsageError
from scripts.options import Json, Name

app = typer.Typer(no_args_is_help=True)
Token = Annotated[Path | None, typer.Option(help="A file with your access token; by default one of development.")]


@app.callback()
def lists() -> None:
    """One command for each kind of list."""


@app.command("pre-release", help="Import a list of people whose release may come. Exit code 4: some rows were refused.")
def pre_release(
    file: Annotated[Path, typer.Argument(help="CSV with a header.")],
    office: Annotated[UUID, typer.Option(help="The office that the list is for.")],
    source_system: Annotated[str, typer.Option(help="seeu_mdc, prison or court.")],
    encoding: Annotated[str, typer.Option(help="utf-8 or latin-1.")] = "utf-8",
    delimiter: Annotated[str | None, typer.Option(help="';', ',' or tab; by default as the header shows.")] = None,
    race_codes: Annotated[str | None, typer.Option(help="Whose race/colour digits: ibge or esocial.")] = None,
    programme: Annotated[str, typer.Option(help="BR (180 days) or RO (90 days).")] = "BR",
    report: Annotated[Path | None, typer.Option(help="By default FILE.report.csv; .json for JSON.")] = None,
    url: Annotated[str | None, typer.Option(help="Intake's API; by default of this checkout's stack.")] = None,
    token_file: Token = None,
    as_json: Json = False,
    name: Name = "dev",
) -> None:
    from scripts.importing import files, pre_release, progress, reaching

    for option, value, known in (
        ("--source-system", source_system, ("seeu_mdc", "prison", "court")),
        ("--race-codes", race_codes or "ibge", ("ibge", "esocial")),
        ("--programme", programme, ("BR", "RO")),
    ):
        if value not in known:
            raise UsageError(f"{option} is one of {', '.join(known)}")
    found = files.opened(file, encoding, delimiter)
    wanted = pre_release.Wanted(office, source_system, programme, race_codes)
    where = report or file.with_name(f"{file.name}.report.csv")
    with reaching.api(office, url, token_file, name, os.environ) as api, progress.bar() as advance:
        counts = pre_release.run(api, found, wanted, where, advance)
    if as_json:
        print(json.dumps(counts))
    else:
        told = f"{counts['opened']} of {counts['rows']} rows opened a case, {counts['renewed']} renewed one"
        progress.say(f"{told}, {counts['refused']} refused: {where}")
    if counts["refused"]:
        raise typer.Exit(PARTIAL)
