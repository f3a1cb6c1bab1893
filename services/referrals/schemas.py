"""What the APIs of all contexts of this store share."""

from __future__ import annotations

from infra.web.schemas import CommandSchema


class EmptyBody(CommandSchema):
    """A command that says it all by its address."""
