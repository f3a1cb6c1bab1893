"""Issue a development token (RFC 9068); refused in production."""

import os
import time
from typing import Annotated

import typer

from scripts.failures import UsageError
from scripts.options import Name

Many = Annotated[list[str] | None, typer.Option(help="May be given more than once.")]


def command(
    role: Annotated[str, typer.Option(help="A role of scripts/roles.py.")],
    uf: Many = None,
    ibge: Many = None,
    office: Many = None,
    commission: Many = None,
    org: Annotated[str, typer.Option(help="The organisation that the bearer works for.")] = "",
    sub: Annotated[str, typer.Option(help="Who; by default dev-<role>.")] = "",
    scope: Annotated[str, typer.Option(help="Instead of the role's scopes, separated by spaces.")] = "",
    person_ref: Annotated[str, typer.Option(help="The bearer's registry reference, such as a staff number.")] = "",
    minutes: Annotated[int, typer.Option(help="How long it is valid, at most 720.")] = 15,
    name: Name = "dev",
) -> None:
    from scripts import tokens

    tokens.refuse_outside_development(os.environ)
    if not 1 <= minutes <= tokens.MAX_MINUTES:
        raise UsageError(f"--minutes must be between 1 and {tokens.MAX_MINUTES}")
    from scripts.stack.credentials import AUDIENCE, ISSUER
    from scripts.stack.stack import load

    grant = tokens.Grant(
        role=role,
        subject=sub,
        uf=tuple(uf or ()),
        ibge=tuple(ibge or ()),
        office=tuple(office or ()),
        commission=tuple(commission or ()),
        org=org,
        scope=scope,
        person_ref=person_ref,
    )
    payload = tokens.claims(grant, issuer=ISSUER, audience=AUDIENCE, now=int(time.time()), seconds=minutes * 60)
    print(tokens.sign(payload, load(name).credentials.key_file))
