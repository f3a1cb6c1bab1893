"""The port to the owner of personal values: who shows a person's field asks for it each time, and keeps nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from contracts.vocabulary.rights import DataClass
from infra.refusals import Unavailable


class PersonFields(Protocol):
    def shared(
        self, person_id: UUID, grant_id: UUID, recipient: UUID, fields: Sequence[DataClass], reader: str
    ) -> Mapping[str, Any]:
        """The values that a grant lets a recipient read now; `reader` is the account that looks.

        Raises Gone, Forbidden, NotFound, Unavailable.
        """
        ...


class NobodyToAsk:
    """Where no address of intake is configured, such as in a worker."""

    def shared(
        self, person_id: UUID, grant_id: UUID, recipient: UUID, fields: Sequence[DataClass], reader: str
    ) -> Mapping[str, Any]:
        raise Unavailable("intake")
