"""The web console: pages only, no store; it talks to the services over HTTP."""
