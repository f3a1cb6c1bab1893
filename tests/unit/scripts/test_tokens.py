"""Development tokens: their claims, their signature, and when they are refused."""

import json
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from scripts.failures import UsageError
from scripts.roles import ROLES, scope_of
from scripts.stack import credentials
from scripts.stack.layout import Layout
from scripts.tokens import Grant, claims, refuse_outside_development, sign


def make_claims(grant: Grant) -> dict[str, object]:
    return claims(grant, issuer="urn:test", audience="travessia-api", now=1_000, seconds=900)


def test_a_token_says_who_what_where_and_until_when() -> None:
    grant = Grant(role="receptionist", subject="maria", uf=("AM", "AC"), office=("o1",), org="court")
    payload = make_claims(grant)
    assert payload.pop("jti")
    assert payload == {
        "iss": "urn:test",
        "aud": "travessia-api",
        "sub": "maria",
        "client_id": "travessia-cli",
        "iat": 1_000,
        "exp": 1_900,
        "scope": scope_of("receptionist"),
        "role": "receptionist",
        "uf": ["AM", "AC"],
        "office": ["o1"],
        "org": "court",
    }


def test_territory_that_was_not_asked_for_is_not_claimed() -> None:
    assert not {"uf", "ibge", "office", "org", "commission"} & make_claims(Grant(role="auditor")).keys()


def test_two_tokens_never_share_an_identifier() -> None:
    assert make_claims(Grant(role="auditor"))["jti"] != make_claims(Grant(role="auditor"))["jti"]


def test_an_unknown_role_is_refused_with_the_list_of_roles() -> None:
    with pytest.raises(UsageError, match=r"unknown role 'king'; roles: .*auditor"):
        make_claims(Grant(role="king"))


def test_production_issues_no_development_token() -> None:
    with pytest.raises(UsageError, match="production"):
        refuse_outside_development({"TRAVESSIA_ENV": "production"})
    refuse_outside_development({})


def test_the_published_key_verifies_a_token(tmp_path: Path) -> None:
    layout = Layout(root=tmp_path)
    layout.make()
    made = credentials.ensure(layout)
    token = sign(make_claims(Grant(role="auditor")), made.key_file)
    keys = KeySet.import_key_set(json.loads(made.jwks_file.read_text()))
    decoded = jwt.decode(token, keys, algorithms=["Ed25519"])
    assert decoded.header["typ"] == "at+jwt"
    assert decoded.claims["scope"] == scope_of("auditor")
    assert not [key for key in json.loads(made.jwks_file.read_text())["keys"] if "d" in key]


@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_scope_is_a_resource_and_a_verb(role: str) -> None:
    for scope in scope_of(role).split():
        resource, separator, verb = scope.partition(":")
        assert resource
        assert separator
        assert verb
