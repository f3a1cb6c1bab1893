"""All that a domain may import: aggregates, events, refusals, sealed values, metadata, the world's clock and dice."""

from infra.aggregate import Aggregate as Aggregate
from infra.aggregate import Event as Event
from infra.aggregate import InitialEvent as InitialEvent
from infra.aggregate import event as event
from infra.derived import derived_id as derived_id
from infra.free_text import names_somebody as names_somebody
from infra.metadata import Metadata as Metadata
from infra.metadata import Tenant as Tenant
from infra.metadata import current_metadata as current_metadata
from infra.metadata import happening as happening
from infra.refusals import DomainError as DomainError
from infra.refusals import Forbidden as Forbidden
from infra.refusals import Gone as Gone
from infra.refusals import NotFound as NotFound
from infra.refusals import SubjectErased as SubjectErased
from infra.sealed import Label as Label
from infra.sealed import Seal as Seal
from infra.sealed import Sealed as Sealed
from infra.veil import keyed_id as keyed_id
from infra.world import new_id as new_id
from infra.world import now as now
from infra.world import random_id as random_id
