"""The relay of the toy store alpha as a process: `python -m ...toy_relay POSTGRES_PORT AMQP_URI`."""

import signal
import sys

from infra.database import DatabaseSettings
from infra.messaging.relay import Relay

if __name__ == "__main__":
    database = DatabaseSettings("127.0.0.1", int(sys.argv[1]), "alpha", "alpha_relay", "")
    relay = Relay("alpha", "open", database, sys.argv[2])
    signal.signal(signal.SIGTERM, lambda *_: relay.stop())
    relay.run()
