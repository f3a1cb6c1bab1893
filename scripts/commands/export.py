"""Export a case, or streams of stores, as a signed bundle that anybody can verify without our servers."""

from pathlib import Path
from typing import Annotated

import typer

from scripts.failures import CommandError, UsageError
from scripts.options import Name


def command(
    names: Annotated[list[str], typer.Argument(metavar="CASE|STORE/STREAM...", help="A case's uuid, or streams.")],
    out: Annotated[Path, typer.Option(help="A new or empty directory.")],
    as_zip: Annotated[bool, typer.Option("--zip", help="One file, case.zip, in that directory.")] = False,
    complete: Annotated[
        bool, typer.Option("--complete", help="With every leaf: proves that nothing is withheld.")
    ] = False,
    since: Annotated[list[Path] | None, typer.Option(help="A checkpoint that the auditor kept.")] = None,
    disclose: Annotated[
        bool,
        typer.Option("--disclose", help="With the sealed values that the token may see; each opening is recorded."),
    ] = False,
    token_file: Annotated[Path | None, typer.Option(help="An access token: whom the values are for.")] = None,
    purpose: Annotated[str | None, typer.Option(help="What they are for, such as data-subject-access.")] = None,
    name: Name = "dev",
) -> None:
    from scripts import exports
    from scripts.disclosing import Disclosing

    disclosing = Disclosing.asked(disclose, token_file, purpose)

    try:
        seen = [path.read_text() for path in since or ()]
    except (OSError, UnicodeDecodeError):
        raise UsageError("--since must be a file with a signed checkpoint") from None
    streams, stores = exports.find(names, name)
    if not streams:
        raise CommandError("no open store has a stream of this case")
    print(exports.export(exports.Wanted(streams, seen, complete, disclosing, name), stores, out, as_zip=as_zip))
