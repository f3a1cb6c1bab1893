"""What `travessia export` does: reads the logs of a stack, signs the list of files, and checks what it wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from infra.database import Connection, connect
from infra.ledger.checkpoints import Checkpoint
from infra.ledger.exporting import bundle as bundles
from infra.ledger.exporting.everything import leaf_data
from infra.ledger.exporting.shown import NothingToExport, StoreExport, named_in
from infra.ledger.keys import SigningKey
from infra.ledger.merkle import ProofRefused
from infra.ledger.notes import NoteRefused, parse
from infra.settings import Settings
from infra.store_settings import StoreSettings
from infra.world import now
from scripts import verify
from scripts.disclosing import Disclosing, disclosed
from scripts.failures import VERIFICATION, CommandError, UsageError
from scripts.services import definition, packages
from scripts.stack.stack import load
from scripts.stores import reachable, settings_of

LIMITS = "-c TimeZone=UTC -c statement_timeout=0 -c default_transaction_isolation=repeatable\\ read"


class NotVerified(CommandError):
    """What was exported does not hold."""

    exit_code = VERIFICATION


@dataclass
class Wanted:
    """What to export: streams by store, checkpoints that the auditor has, all leaves or not, and values for whom."""

    streams: dict[str, list[UUID]] = field(default_factory=dict)
    seen: Sequence[str] = ()
    complete: bool = False
    disclosing: Disclosing | None = None
    stack: str = "dev"

    def since(self, origin: str) -> list[int]:
        """The sizes of the auditor's checkpoints of one log."""
        try:
            found = [Checkpoint.parse(parse(note).text) for note in self.seen]
        except NoteRefused as error:
            raise UsageError(f"--since: {error}") from None
        return [point.size for point in found if point.origin == origin]


def files(wanted: Wanted, stores: Mapping[str, StoreSettings]) -> dict[str, bytes]:
    """The bundle of these streams. Raises NothingToExport, ProofRefused."""
    logs, keys, more = [], [], {}
    for store, streams in sorted(wanted.streams.items()):
        settings = stores[store]
        key = _key(settings)
        with connect(settings.database("audit"), limits=LIMITS) as connection:
            confidential = settings.zone == "confidential"
            export = StoreExport(store, connection, key.verifier, confidential=confidential)
            name = f"leaves-{store}.bin" if wanted.complete else ""
            logs.append(export.document(streams, wanted.since(export.origin), name))
            keys.append(key)
            if name:
                more[name] = b"".join(leaf_data(connection, export.newest.size, confidential=confidential))
    if wanted.disclosing:
        _disclose(logs, wanted.disclosing, wanted.stack)
    return bundles.bundle(logs, now(), keys, more)


def _disclose(logs: list[dict[str, Any]], asked: Disclosing, stack: str) -> None:
    """Raises CommandError when there is nothing that the bearer of the token may see."""
    environment = load(stack).environment()
    for log in logs:
        log["disclosed"] = disclosed(log, asked, Settings.from_environment(environment, [log["store"]], "api"))
    if not any(log["disclosed"] for log in logs):
        reasons = [reason for log in logs if (reason := definition(log["store"]).undisclosed)]
        raise CommandError("; ".join(["this token may see no sealed value of these streams", *reasons]))


def _key(settings: StoreSettings) -> SigningKey:
    if settings.ledger.key is None:
        raise UsageError(f"the ledger key of {settings.name} is not at hand: export where its relay runs")
    return settings.ledger.key


def export(wanted: Wanted, stores: Mapping[str, StoreSettings], out: Path, *, as_zip: bool) -> Path:
    """Write the bundle and check it as an auditor would. Raises NotVerified; then the files are the evidence."""
    try:
        made = files(wanted, stores)
    except NothingToExport as error:
        raise CommandError(str(error)) from None
    except ProofRefused as error:
        raise NotVerified(f"the log cannot be proved: {error}") from None
    place = out / "case.zip" if as_zip else out
    if wanted.disclosing:
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        bundles.write({"case.zip": bundles.zipped(made)} if as_zip else made, out)
    except FileExistsError:
        raise UsageError(f"{out} is not empty") from None
    check(place, [str(_key(stores[store]).verifier) for store in wanted.streams], wanted.seen)
    return place


def check(place: Path, keys: Iterable[str], seen: Sequence[str] = ()) -> str:
    """What the verifier says. Raises NotVerified."""
    try:
        return verify.check_bundle(place, [verify.parse_key(key) for key in keys], list(seen))
    except verify.Refused as error:
        raise NotVerified(f"{place}: {error.args[0]}") from None


def find(names: Iterable[str], stack: str) -> tuple[dict[str, list[UUID]], dict[str, StoreSettings]]:
    """From STORE/STREAM, or the uuid of a case that is looked for in every open store. Raises UsageError."""
    streams: dict[str, list[UUID]] = {}
    stores = {store: settings_of(store, stack) for store in packages()}
    with ExitStack() as opened:
        for name in names:
            store, slash, text = name.rpartition("/")
            if slash and store not in stores:
                raise UsageError(f"there is no store {store!r}")
            try:
                case = UUID(text)
            except ValueError:
                raise UsageError(f"{name!r} is neither STORE/STREAM nor the uuid of a case") from None
            places = [store] if slash else [each for each, s in stores.items() if s.zone == "open"]
            for each in places:
                found = [case] if slash else named_in(_open(opened, stores[each]), case)
                streams.setdefault(each, []).extend(s for s in found if s not in streams[each])
    return {store: found for store, found in streams.items() if found}, stores


def _open(opened: ExitStack, settings: StoreSettings) -> Connection:
    audit = opened.enter_context(reachable(settings.database("audit")))
    return opened.enter_context(connect(audit, limits=LIMITS))
