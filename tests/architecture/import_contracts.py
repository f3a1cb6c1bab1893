"""Two walls that import-linter lacks: all that a module may import, and all that may import a package."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output
from importlinter.domain.helpers import module_expressions_to_modules


class _DirectImports(Contract):
    """A contract that judges each direct import by itself."""

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        offences = sorted(set(self.offences(graph)))
        return ContractCheck(kept=not offences, metadata={"offences": offences})

    def offences(self, graph: ImportGraph) -> Iterator[tuple[str, str]]:
        raise NotImplementedError

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["offences"]:
            output.print_error(f"{importer} -> {imported}")


class OnlyImports(_DirectImports):
    """`modules` (with what is below them) import `allowed`, the standard library and each other, nothing else."""

    modules = fields.SetField(subfield=fields.ModuleExpressionField())
    allowed = fields.SetField(subfield=fields.StringField())

    def offences(self, graph: ImportGraph) -> Iterator[tuple[str, str]]:
        for root in _named(graph, self.modules):
            allowed = {root, *_names(self.allowed)}
            for importer in {root, *graph.find_descendants(root)}:
                for imported in graph.find_modules_directly_imported_by(importer):
                    if not _below(imported, allowed) and imported.split(".")[0] not in sys.stdlib_module_names:
                        yield importer, imported


class Reserved(_DirectImports):
    """`packages` are imported by `importers` (module expressions) alone."""

    packages = fields.SetField(subfield=fields.StringField())
    importers = fields.SetField(subfield=fields.ModuleExpressionField())

    def offences(self, graph: ImportGraph) -> Iterator[tuple[str, str]]:
        allowed = set(_named(graph, self.importers))
        for package in sorted(_names(self.packages) & graph.modules):
            for importer in graph.find_modules_that_directly_import(package):
                if not _below(importer, allowed):
                    yield importer, package


def _names(values: Any) -> set[str]:
    return {str(value) for value in values}


def _named(graph: ImportGraph, expressions: Any) -> list[str]:
    return [module.name for module in module_expressions_to_modules(graph, expressions)]


def _below(module: str, roots: Iterable[str]) -> bool:
    return any(module == root or module.startswith(f"{root}.") for root in roots)
