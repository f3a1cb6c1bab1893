"""Report files and functions that have grown beyond what one likes to read."""

import json

import typer

from scripts.failures import FAILURE
from scripts.options import Json


def command(as_json: Json = False) -> None:
    from scripts import size

    found = size.report()
    if as_json:
        print(json.dumps([vars(entry) for entry in found], indent=2))
    else:
        for entry in found:
            mark = "too long" if entry.refused else "long"
            print(f"{entry.lines:5}  {mark:8}  {entry.kind:8}  {entry.place}")
        print(f"{len(found)} over {size.LONG} lines a file or {size.LONG_FUNCTION} a function")
    if any(entry.refused for entry in found):
        raise typer.Exit(FAILURE)
