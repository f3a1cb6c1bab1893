"""How ledgers and audits read on a terminal."""

from __future__ import annotations

from dataclasses import dataclass

from infra import world
from infra.ledger.audit.findings import Report
from infra.ledger.checkpoints import Checkpoint, origin_of
from infra.ledger.leaves import leaves_of
from infra.ledger.records import log_id
from scripts.ledgers import LedgerOf


@dataclass(frozen=True)
class Line:
    """One log: what it has, what is signed of it, what the signer remembers, who cosigned.

    `refused` says why the signer will sign nothing, as far as sizes tell; None when they agree.
    """

    store: str
    origin: str | None
    leaves: int
    signed: int | None
    age_seconds: int | None
    signer: int | None
    witnesses: int
    earlier_logs: int
    refused: str | None


def line(ledger: LedgerOf) -> Line:
    state = ledger.state()
    with ledger.reading() as connection:
        newest = ledger.newest(connection)
        leaves = leaves_of(connection, confidential=ledger.confidential).size()
        origin = origin_of(ledger.name, log_id(connection))
    return Line(
        store=ledger.name,
        origin=newest.checkpoint.origin if newest else None,
        leaves=leaves,
        signed=newest.checkpoint.size if newest else None,
        age_seconds=int((world.now() - newest.signed_at).total_seconds()) if newest else None,
        signer=state.last.size if state and state.last else None,
        witnesses=len(newest.cosignatures) if newest else 0,
        earlier_logs=len(state.earlier) if state else 0,
        refused=_refused(state.last, origin, leaves) if state and state.last else None,
    )


def _refused(last: Checkpoint, origin: str, leaves: int) -> str | None:
    if last.origin != origin:
        return "another log than the signer knows: hold the ceremony"
    return f"rolled back: {last.size} leaves were signed, hold the ceremony" if leaves < last.size else None


def show(lines: list[Line]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("store", "leaves", "signed", "age", "signer", "cosigned by", "earlier logs", box=None)
    for each in lines:
        age = "-" if each.age_seconds is None else f"{each.age_seconds} s"
        cells = (each.leaves, each.signed, age, each.signer, each.witnesses, each.earlier_logs)
        table.add_row(each.store, *("-" if cell is None else str(cell) for cell in cells))
    Console().print(table)
    for each in lines:
        if each.refused:
            print(f"{each.store}: {each.refused}")


def tell(report: Report) -> None:
    """The findings one by one, the sums last."""
    for finding in report.findings:
        print(f"{report.store}: {finding.kind}: {finding.text}")
    if report.more:
        print(f"{report.store}: {report.more} more of the like")
    verdict = "nothing is wrong" if report.clean else f"{len(report.findings) + report.more} findings"
    print(
        f"{report.store}: {report.events} events, {report.leaves} leaves, {report.checkpoints} checkpoints,"
        f" {report.witnessed} witnessed, {report.sealed} sealed fields ({report.erased} lawfully erased): {verdict}"
    )
