"""Signed exports: streams with their proofs, for somebody who trusts none of our servers."""
