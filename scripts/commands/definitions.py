"""Print what a RabbitMQ of your own must load to serve a stack (see deploy/local/compose.yaml)."""

import json

from scripts.options import Name


def command(name: Name = "dev") -> None:
    from scripts.stack import credentials
    from scripts.stack.definitions import definitions
    from scripts.stack.layout import Layout

    layout = Layout(name)
    layout.make()
    print(json.dumps(definitions(credentials.ensure(layout)), indent=2))
