"""Options that several commands share."""

from typing import Annotated

import typer

Name = Annotated[str, typer.Option("--name", help="Which stack of this checkout.")]
Json = Annotated[bool, typer.Option("--json", help="Machine output on stdout.")]
