"""What the layers are, and that nothing steps over them: by import, by name in a string, or by growing too long."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import ForeignKey, ManyToManyField

ROOT = Path(settings.BASE_DIR)
APPS = ("programme", "services", "finance", "risks", "governance")
"""From the lowest to the highest: a later one may import an earlier one."""
PACKAGES = ("config", *APPS)
FORBIDDEN_NAMES = {"utils", "util", "common", "helpers", "helper", "core", "misc", "stuff"}
LONGEST_FILE = 400
TEXT_FILES = (".py", ".html", ".css", ".js", ".scss", ".txt", ".md", ".sh")
ONLY_DOORS = {"weasyprint": "governance/documents/pdf.py"}
"""Modules that may be imported from one file alone."""
KNOWN_CIRCLES = {("programme.history.moment", "programme.models")}
"""Imports for the type checker alone that close a circle: the reader of the past names the programme it reads."""
INSIDE_AN_APP = (
    ("apps", "contributions", "urls"),
    ("views", "templatetags"),
    ("pages",),
    ("tasks", "admin", "management"),
    ("forms", "tables", "filters", "exports"),
    ("programme_file", "workbook"),
    ("domain",),
    ("reports",),
    ("blocks",),
    ("documents", "file", "markup", "register_file"),
    ("queries",),
    ("permissions", "drawing"),
    ("wording",),
    ("rules",),
    ("models",),
    ("history",),
    ("values",),
    ("enums", "errors"),
)
"""From the outermost layer of an app to the innermost: none imports one that stands before it."""


def sources(*folders: str, ends: tuple[str, ...] = (".py",)) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in ends and path.is_file() and not {"migrations", "vendor", "__pycache__"} & set(path.parts):
                yield path


def imports_of(path: Path) -> Iterator[str]:
    """The modules that a file imports when it is loaded or later, except for the type checker alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in _run_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def _run_nodes(tree: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from _run_nodes(child)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def layer_of(module: str) -> int | None:
    """How deep in its app a module stands; None for a module whose layer is not known."""
    parts = module.split(".")
    name = parts[1] if len(parts) > 1 else ""
    for depth, names in enumerate(INSIDE_AN_APP):
        if name in names:
            return depth
    return None


def module_of(path: Path) -> str:
    return relative(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def test_every_file_stands_in_a_layer():
    """A file in no known folder would be free of every rule below: give it the folder of its layer."""
    unknown = [
        relative(path) for path in sources(*APPS) if module_of(path) not in APPS and layer_of(module_of(path)) is None
    ]

    assert unknown == []


def test_apps_import_downwards_only():
    found = subprocess.run(  # noqa: S603 - our own linter
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize("app", APPS)
def test_within_an_app_the_inner_layers_do_not_know_the_outer(app):
    wrong = []
    for path in sources(app):
        own = layer_of(module_of(path))
        for module in imports_of(path):
            theirs = layer_of(module) if module.startswith(f"{app}.") else None
            if own is not None and theirs is not None and theirs < own:
                wrong.append(f"{relative(path)} imports {module}")

    assert wrong == []


def test_no_modules_import_each_other_in_a_circle():
    """Not for the type checker alone either. What is imported inside a function, when it runs, does not count."""
    modules = {module_of(path): path for path in sources(*APPS)}
    graph = {}
    for module, path in modules.items():
        found = {name if name in modules else name.rpartition(".")[0] for name in _imports_on_loading(path)}
        graph[module] = {name for name in found & modules.keys() - {module} if (module, name) not in KNOWN_CIRCLES}

    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = " → ".join(error.args[1])
        pytest.fail(f"modules import each other in a circle: {circle}")


def _imports_on_loading(path: Path) -> Iterator[str]:
    """Modules, and modules with a name of theirs, that stand outside of functions."""
    waiting: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{name.name}" for name in node.names)
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            waiting.extend(ast.iter_child_nodes(node))


def test_foreign_keys_written_as_text_respect_the_order_of_the_apps():
    wrong = []
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.app_label
        if label not in APPS:
            continue
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey | ManyToManyField):
                target = field.related_model._meta.app_label
                if target in APPS and APPS.index(target) > APPS.index(label):
                    wrong.append(f"{model._meta.label}.{field.name} points up to {target}")

    assert wrong == []


def test_no_code_names_a_higher_app_in_a_string():
    """`apps.get_model("governance", …)` in programme would step over the layers unseen by import-linter."""
    wrong = []
    for place, app in enumerate(APPS):
        higher = "|".join(APPS[place + 1 :])
        pattern = re.compile(rf"[\"'](?:{higher})(?:\.[A-Za-z_.]+)?[\"']")
        if higher:
            wrong += [
                f"{relative(path)}:{number}"
                for path in sources(app)
                for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
                if pattern.search(line)
            ]

    assert wrong == []


def test_no_module_has_a_name_that_says_nothing():
    paths = [path for folder in PACKAGES for path in (ROOT / folder).rglob("*") if "__pycache__" not in path.parts]

    assert [relative(path) for path in paths if path.stem in FORBIDDEN_NAMES] == []


def test_no_file_is_too_long():
    folders = (*PACKAGES, "tests", "templates", "script")
    files = [ROOT / "manage.py", *sources(*folders, ends=TEXT_FILES)]
    lengths = {relative(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files}

    own = {name: length for name, length in lengths.items() if not name.endswith(".min.js")}
    assert {name: length for name, length in own.items() if length > LONGEST_FILE} == {}


@pytest.mark.parametrize(("module", "door"), ONLY_DOORS.items())
def test_there_is_one_door(module, door):
    users = [
        relative(path)
        for path in sources(*PACKAGES)
        if any(name == module or name.startswith(f"{module}.") for name in imports_of(path))
    ]

    assert users == [door]


def test_no_markup_in_python():
    """HTML stands in templates. The exceptions make it from templates once, or clean what others wrote."""
    tag = re.compile(
        r"</?(?:a|b|br|button|dd|div|dl|dt|em|form|h[1-6]|img|input|li|ol|p|path|span|strong|svg|table|td|th|tr|ul)\b[^<]*>"
    )
    cleaners = ("programme/wording/prose", "governance/documents/numbering.py")
    wrong = []
    for path in sources(*APPS):
        if relative(path).startswith(cleaners):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        texts = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        wrong += [
            f"{relative(path)}:{node.lineno}: {node.value[:60]!r}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in texts
            and tag.search(node.value)
        ]

    assert wrong == []


def test_an_error_class_is_there_for_code_that_branches_on_it():
    """A refusal that is only told to a person is a `DomainError` with its sentence."""
    bases: dict[str, list[str]] = {}
    branched_on: set[str] = set()
    for path in sources(*APPS):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases[node.name] = [ast.unparse(base) for base in node.bases]
            elif isinstance(node, ast.ExceptHandler) and node.type is not None:
                branched_on |= set(re.findall(r"\w+", ast.unparse(node.type)))
            elif isinstance(node, ast.Call) and ast.unparse(node.func) == "isinstance":
                branched_on |= set(re.findall(r"\w+", ast.unparse(node.args[1])))

    def is_error(name: str) -> bool:
        return name in {"DomainError", "ValueError", "Exception"} or any(map(is_error, bases.get(name, [])))

    assert sorted(name for name in bases if is_error(name) and name not in branched_on) == []
