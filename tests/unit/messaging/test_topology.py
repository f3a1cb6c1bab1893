"""Names and rights on the broker."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

from infra.messaging.definitions import Node, definitions
from infra.messaging.topology import Inbox, partition_of, routing_key

INBOX = Inbox("referrals", "events", frozenset({"intake", "coordination"}))
CODES = Inbox("analytics", "statistics", frozenset({"intake"}))
INTAKE = Node("intake", "open", frozenset({"events", "statistics"}))
REFERRALS = Node("referrals", "open", frozenset({"events"}), (INBOX,))
ANALYTICS = Node("analytics", "open", frozenset(), (CODES,))


def test_names_are_derived() -> None:
    assert INBOX.queue(3) == "referrals.inbox.p3"
    assert INBOX.keys(3) == ["coordination.*.*.p3", "intake.*.*.p3"]
    assert CODES.queue(0) == "analytics.statistics.p0"
    assert routing_key("org.travessia.intake.consent-ledger.consent-withdrawn.v2", 5) == (
        "intake.consent-ledger.consent-withdrawn.p5"
    )


def test_the_partition_is_the_last_byte_modulo_eight() -> None:
    assert partition_of(UUID("00000000-0000-0000-0000-0000000000ff")) == 7
    assert {partition_of(uuid4()) for _ in range(500)} == set(range(8))


def test_every_queue_says_what_it_is_in_every_version_of_the_broker() -> None:
    queues = definitions([REFERRALS, ANALYTICS])["queues"]
    assert len(queues) == 16
    for queue in queues:
        assert queue["arguments"]["x-queue-type"] == "quorum"
        assert queue["arguments"]["x-single-active-consumer"] is True
        assert queue["arguments"]["x-overflow"] == "drop-head"
        assert {"x-max-length", "x-delivery-limit"} <= queue["arguments"].keys()


def test_only_analytics_reads_demographic_codes() -> None:
    permissions = definitions([INTAKE, REFERRALS, ANALYTICS])["permissions"]
    readers = {p["user"] for p in permissions if re.fullmatch(p["read"], "travessia.statistics")}
    writers = {p["user"] for p in permissions if re.fullmatch(p["write"], "travessia.statistics")}
    assert (readers, writers) == ({"analytics"}, {"intake"})


def test_nobody_writes_to_the_default_exchange() -> None:
    permissions = definitions([INTAKE, REFERRALS, ANALYTICS])["permissions"]
    assert not [p for p in permissions if re.fullmatch(p["write"], "amq.default")]
