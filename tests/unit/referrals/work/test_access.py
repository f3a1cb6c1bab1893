"""Who may do what of work, by the claims of a credential."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from contracts.vocabulary.network import UF
from infra.kernel import NotFound
from infra.web.caller import Caller
from services.referrals.work import access

EMPLOYER, OFFICE = uuid4(), uuid4()


def caller(*scopes: str, org: UUID | None = None, uf: tuple[str, ...] = ("AM",), office: UUID = OFFICE) -> Caller:
    return Caller("somebody", "role", "client", frozenset(scopes), uf=uf, offices=(office,), org=org)


def test_an_organisation_speaks_for_itself_in_whatever_state() -> None:
    access.speaks_for(caller(org=EMPLOYER, uf=()), EMPLOYER, UF.AM)
    with pytest.raises(NotFound):
        access.speaks_for(caller("partners:write", org=uuid4()), EMPLOYER, UF.AM)


def test_who_keeps_the_network_speaks_for_the_employers_of_the_state() -> None:
    access.speaks_for(caller("partners:write"), EMPLOYER, UF.AM)
    with pytest.raises(NotFound):
        access.speaks_for(caller("partners:write"), EMPLOYER, UF.BA)
    with pytest.raises(NotFound):
        access.keeps_network(caller("partners:write"), None)


def test_an_employers_credential_without_its_organisation_is_nobodys() -> None:
    with pytest.raises(NotFound):
        access.speaks_for(caller("vacancies:write"), EMPLOYER, UF.AM)
    with pytest.raises(NotFound):
        access.organisation(caller("vacancies:write"))
    with pytest.raises(NotFound):
        access.is_organisation(caller("vacancies:write"), EMPLOYER)


def test_an_office_looks_after_its_own_people() -> None:
    access.works_in(caller(), OFFICE)
    with pytest.raises(NotFound):
        access.works_in(caller(office=uuid4()), OFFICE)
