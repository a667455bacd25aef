"""Imports point one way: core ← people ← publications ← programs ← fellowship; home reads all, nobody reads home."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)

MAY_IMPORT = {
    "sarcoma_site.core": set(),
    "sarcoma_site.accounts": {"sarcoma_site.core"},
    "people": {"sarcoma_site.core"},
    "publications": {"sarcoma_site.core", "people"},
    "programs": {"sarcoma_site.core", "people", "publications"},
    "fellowship": {"sarcoma_site.core", "people", "publications", "programs"},
    "sarcoma_site.home": {"sarcoma_site.core", "people", "publications", "programs", "fellowship"},
}
# The places that name everything, by their nature.
ASSEMBLY = {"sarcoma_site.settings", "sarcoma_site.urls", "sarcoma_site.wsgi"}


def part_of(module: str) -> str | None:
    """Return which part of the project a dotted name belongs to, if any."""
    return next((part for part in [*MAY_IMPORT, *ASSEMBLY] if module == part or module.startswith(part + ".")), None)


def source_files(part: str) -> list[Path]:
    files = (ROOT / part.replace(".", "/")).rglob("*.py")
    return [path for path in files if "migrations" not in path.parts]


def imported_modules(path: Path) -> list[tuple[int, str]]:
    """Return line and dotted name of each import, relative ones made absolute."""
    package = list(path.relative_to(ROOT).with_suffix("").parts[:-1])
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *(node.module.split(".") if node.module else [])])
            # `from sarcoma_site import core` names its part only together with the imported word.
            found += [(node.lineno, f"{module}.{alias.name}") for alias in node.names]
    return found


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_imports_point_one_way(part):
    files = source_files(part)
    assert files
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {module}"
        for path in files
        for line, module in imported_modules(path)
        if (other := part_of(module)) and other != part and other not in MAY_IMPORT[part]
    ]
    assert wrong == []


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_no_import_hides_in_a_function(part):
    """But for `ready()` in apps.py, where Django wants the imports that need loaded models."""
    hidden = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in source_files(part)
        if path.name != "apps.py"
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_no_file_is_named_after_nothing():
    vague = {"utils.py", "helpers.py", "misc.py", "common.py"}
    assert [str(path) for part in MAY_IMPORT for path in source_files(part) if path.name in vague] == []


def test_a_relative_import_is_understood():
    lines = dict(map(reversed, imported_modules(ROOT / "tests" / "conftest.py")))
    assert "tests.environment.database.choose_database" in lines
