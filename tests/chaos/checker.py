"""The checker: journals against logs, logs against themselves, and every effect against its cause."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from tests.chaos.effects import expected_effects
from tests.chaos.evidence import Effect, Log, Lost, Recorded

Kind = Literal["lost", "duplicated", "reordered", "broken"]
OFTEN = 100
RUNG = (["deadline", "approaching"], ["deadline", "missed"], ["deadline", "extended"], ["suspension", "applied"])


@dataclass(frozen=True)
class Violation:
    """One thing that must not be; equal to itself when it is found again."""

    kind: Kind
    store: str
    what: str


def check(
    logs: Mapping[str, Log],
    commands: Sequence[dict[str, Any]],
    injected: Collection[str] = (),
    lost: Lost | None = None,
) -> set[Violation]:
    """Everything that is wrong while nothing is under way. `injected` holds SHA-256 digests that may be parked."""
    lost = lost or Lost()
    found: set[Violation] = set()
    for log in logs.values():
        found.update(_log(log))
        found.update(_chain(log))
        found.update(_parked(log, injected))
        found.update(_positions(log, logs))
        found.update(_order(log, lost))
        found.update(_journal(log, [c for c in commands if c["event"].startswith(f"{log.store}.")], lost))
    found.update(_effects(logs, lost))
    found.update(_in_vain(commands))
    return found


def _in_vain(commands: Sequence[dict[str, Any]]) -> Iterator[Violation]:
    """A story that never gets on loads nobody, and then nothing is proved of what it was about."""
    refused = Counter(command["event"] for command in commands if command["state"] == "refused")
    happened = {command["event"] for command in commands if command["state"] == "acknowledged"}
    for event, times in refused.items():
        if times >= OFTEN and event not in happened:
            yield Violation("broken", event.split(".")[0], f"{event} was refused {OFTEN} times and never happened")


def _log(log: Log) -> Iterator[Violation]:
    positions = [event.position for event in log.events]
    if positions != list(range(1, log.size + 1)):
        yield Violation("broken", log.store, f"positions are not 1 to {log.size}")
    versions: dict[str, int] = defaultdict(int)
    for event in log.events:
        versions[event.stream] += 1
        if event.version != versions[event.stream]:
            yield Violation("reordered", log.store, f"{event.stream} has version {event.version} out of turn")


def _chain(log: Log) -> Iterator[Violation]:
    last: dict[tuple[str, int], int] = defaultdict(int)
    events = {event.position: event for event in log.events}
    for told in log.published:
        place = (told.channel, told.partition)
        if told.previous != last[place]:
            yield Violation("broken", log.store, f"message {told.position} follows {told.previous}, not {last[place]}")
        last[place] = told.position
        said = (int(told.message["position"]), int(told.message["previous"]), int(told.message["partition"]))
        event = events.get(told.position)
        if said != (told.position, told.previous, told.partition) or event is None:
            yield Violation("broken", log.store, f"message {told.position} says {said}")
        elif told.message["id"] != f"{event.stream}:{event.version}":
            yield Violation("broken", log.store, f"message {told.position} is not of its event")
    if dict(last) != log.heads:
        yield Violation("broken", log.store, "heads of partitions are not those of the messages")


def _parked(log: Log, injected: Collection[str]) -> Iterator[Violation]:
    for number, reason, digest in log.parked:
        if digest is None or digest not in injected:
            yield Violation("broken", log.store, f"parked {number}: {reason}")


def _positions(log: Log, logs: Mapping[str, Log]) -> Iterator[Violation]:
    """Every consumer stands at its sources' heads, and the relay at the end of the public log."""
    end = log.published[-1].position if log.published else 0
    if log.cursor != end:
        yield Violation("lost", log.store, f"the relay stands at {log.cursor} of {end}")
    for (source, channel, partition), last in log.inbox.items():
        if source in logs:
            head, size = logs[source].heads.get((channel, partition), 0), logs[source].size
            if not head <= last <= size:
                yield Violation("lost", log.store, f"{source} {channel} p{partition}: at {last}, head {head}")


def _order(log: Log, lost: Lost) -> Iterator[Violation]:
    """What one subject's messages caused here stands in the order of that subject's versions."""
    latest: dict[str, int] = defaultdict(int)
    for event in log.events:
        if event.cause and ":" in event.cause and event.cause not in lost.messages:
            stream, version = event.cause.rsplit(":", 1)
            if int(version) < latest[stream]:
                yield Violation("reordered", log.store, f"{event.cause} took effect after {latest[stream]}")
            latest[stream] = max(latest[stream], int(version))


def _journal(log: Log, commands: Sequence[dict[str, Any]], lost: Lost) -> Iterator[Violation]:
    by_place = {(event.stream, event.version): event for event in log.events}
    by_commit = {(event.stream, event.topic, event.commit) for event in log.events}
    by_grant = {(told.name, told.message["data"].get("grant_id")): told.message["id"].rsplit(":", 1)
                for told in log.published if "grant_id" in told.message["data"]}  # fmt: skip
    accounted: set[tuple[str | None, str]] = set()
    for command in commands:
        if command["key"] in lost.keys:
            continue
        if command["state"] == "changed":
            yield Violation("duplicated", log.store, f"{command['event']} was answered in two ways: {command['key']}")
        if command["state"] != "acknowledged":
            continue
        stream, version = command["stream"], command["version"]
        if stream is None:
            stream, said = by_grant.get((command["event"], command["id"]), ("", "0"))
            version = version if int(said) == version else -1
        event = by_place.get((stream, version))  # the last one that the command recorded there
        if event is None or (stream, command["event"], event.commit) not in by_commit:
            yield Violation("lost", log.store, f"{command['event']} {command['id']} was acknowledged")
        elif event.commit in accounted:
            yield Violation("duplicated", log.store, f"{command['event']} {command['id']}: two answers, one commit")
        else:
            accounted.add(event.commit)
        if log.keys.get(command["key"]) != 1:
            yield Violation("lost", log.store, f"the answer to {command['key']} is not kept")
    yield from _without_cause(log, commands, accounted, lost)


# What a store records of itself, whoever asked: what was read, which checkpoints of others it has seen, its restores;
# and which records its worker has compared and found alike.
OF_ITSELF = (
    ".disclosure.disclosed", ".witnessed-log.met", ".witnessed-log.checkpoint-witnessed", ".log-restores.noted",
    ".log-restores.log-restored", ".matching-round.compared", ".duplicate-pair.opened",
    ".duplicate-pair.possible-duplicate-flagged",
)  # fmt: skip


def _without_cause(
    log: Log, commands: Sequence[dict[str, Any]], accounted: set[tuple[str | None, str]], lost: Lost
) -> Iterator[Violation]:
    """Each commit of a command is somebody's: as many as were acknowledged, or may have been."""
    may_be = Counter(command["event"] for command in commands if _may_have_happened(command))
    # Who repeated a command after a restore had it done again: once, under the same key.
    may_be.update(command["event"] for command in commands if command["key"] in lost.keys & log.keys.keys())
    orphans: dict[tuple[str | None, str], list[Recorded]] = defaultdict(list)
    for event in log.events:
        if event.cause is None and event.commit not in accounted and not event.topic.endswith(OF_ITSELF):
            orphans[event.commit].append(event)
    for events in orphans.values():
        if any(event.topic.split(".")[1:] in RUNG for event in events):
            continue  # the timer asked
        claimed = next((event.topic for event in events if may_be[event.topic] > 0), None)
        if claimed is None:
            names = ", ".join(f"{event.topic} {event.stream}" for event in events)
            yield Violation("duplicated", log.store, f"nobody asked for {names}")
        else:
            may_be[claimed] -= 1


def _may_have_happened(command: dict[str, Any]) -> bool:
    """Never answered; or refused at last, after an attempt whose fate nobody knows."""
    return bool(command["state"] == "unknown" or (command["state"] == "refused" and command["attempts"] > 1))


def _effects(logs: Mapping[str, Log], lost: Lost) -> Iterator[Violation]:
    for consumer, expected in expected_effects(logs).items():
        found: Counter[Effect] = Counter(
            (event.cause, event.topic, _key(event)) for event in logs[consumer].events
            if event.cause is not None and ":" in event.cause and not _follows(event)
        )  # fmt: skip
        yield from _alone(logs[consumer])
        for effect in expected.keys() | found.keys():
            wanted, had = expected.get(effect, 0), found.get(effect, 0)
            if had < wanted:
                yield Violation("lost", consumer, f"{effect[1]} of {effect[0]}: {had} instead of {wanted}")
            elif had > wanted and effect[0] not in lost.messages:
                yield Violation("duplicated", consumer, f"{effect[1]} of {effect[0]}: {had} instead of {wanted}")


def _follows(event: Recorded) -> bool:
    """A deadline is started and ended by another event, in that event's own commit."""
    return event.topic.split(".")[1] == "deadline" and event.topic.split(".")[1:] not in RUNG


def _alone(log: Log) -> Iterator[Violation]:
    with_owner = {event.commit for event in log.events if not _follows(event)}
    for event in log.events:
        if _follows(event) and event.commit not in with_owner:
            yield Violation("duplicated", log.store, f"{event.topic} {event.stream} follows nothing")


def _key(event: Recorded) -> str:
    """Effects on streams that others know are told apart by stream; new streams are not, and problems by field."""
    if event.topic == "coordination.problem-item.reported":
        return str(event.data["domain"])
    return event.stream if event.topic.split(".")[1] in ("known-grant", "service-offer") or event.version > 1 else ""
