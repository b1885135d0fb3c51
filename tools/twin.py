"""Print the blocking twin: `okx_sdk/blocking/` from the sources of the async classes.

    python tools/twin.py                    write what is missing or stale
    python tools/twin.py --check            tell what would be written, and fail
    python tools/twin.py --print NAME       show one, such as `client` or `rest.market`

Only sources are read, nothing of the package is imported. Every method becomes one
forwarding line; names with an underscore are left out. What cannot be forwarded is
either written by hand, and named in `HAND_WRITTEN`, or refused.
"""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "okx_sdk"
FOLDERS = ("rest", "channels")
CLIENT = ("client", "_orders", "_sections", "_streams", "_private_streams", "_safety")
"""The client, and its parts."""
FACED = {
    *("AsyncClient", "ClientSections", "ClientStreams", "ClientPrivateStreams"),
    *("ClientOrders", "ClientSafety", "Channels"),
}
KEPT = {"_base.py", "_bridge.py", "_dead_man.py", "_portfolio.py", "_subscription.py"}
HAND_WRITTEN = {"aclose"}  # "name" or "Class.name": what the base classes have
FACES = {  # what a plain method gives, and its blocking face
    "Pages": "BlockingPages",
    "Subscription": "BlockingSubscription",
    "BookStream": "BlockingSubscription[Book]",
    "Portfolio": "BlockingPortfolio",
    "DeadMan": "BlockingDeadMan",
}
REFUSED = ("Await", "Async", "AbstractAsync")  # how names begin that have no face
NEEDED = {
    "Self": "from typing import Self",
    "TYPE_CHECKING": "from typing import TYPE_CHECKING",
    "TypeVar": "from typing import TypeVar",
    "cached_property": "from functools import cached_property",
} | {
    name: f"from {PACKAGE}.blocking._base import {name}"
    for name in ("BlockingClient", "BlockingSection", "BlockingPages")
}
NEEDED["Book"] = f"from {PACKAGE}.protocol.book import Book"
NEEDED["BlockingSubscription"] = (
    f"from {PACKAGE}.blocking._subscription import BlockingSubscription"
)
NEEDED["BlockingPortfolio"] = (
    f"from {PACKAGE}.blocking._portfolio import BlockingPortfolio"
)
NEEDED["BlockingDeadMan"] = f"from {PACKAGE}.blocking._dead_man import BlockingDeadMan"
CLIENT_INTRODUCTION = '''"""OKX for scripts, threads and notebooks.

    Use it with `with`, from as many threads as you like; one that is never closed does
    no harm. What is not given comes from the profile, then from `OKX_ENV`,
    `OKX_REGION`, `OKX_API_KEY`, `OKX_SECRET_KEY` and `OKX_PASSPHRASE`, then from the
    defaults: live, global, without a key.

    Args:'''

Function = ast.FunctionDef | ast.AsyncFunctionDef


class CannotPrintError(Exception):
    """Something in a source that has no one-line twin."""


@dataclass
class Source:
    """A module of async classes, and the import line of each of its names."""

    module: str
    text: str
    tree: ast.Module
    imports: dict[str, str] = field(default_factory=dict[str, str])
    lazy: set[str] = field(default_factory=set[str])

    @classmethod
    def read(cls, root: Path, module: str) -> Source:
        """Read a module by its dotted name."""
        text = (root / f"{module.replace('.', '/')}.py").read_text("utf-8")
        source = cls(module, text, ast.parse(text))
        for statement in source.tree.body:
            if isinstance(statement, ast.If) and "TYPE_CHECKING" in names(
                statement.test
            ):
                bound = dict(source.bound(statement.body))
                source.lazy |= bound.keys() - NEEDED.keys()
            else:
                bound = dict(source.bound([statement]))
            source.imports |= bound
        source.imports |= NEEDED
        source.lazy.add("Book")  # no more than a promise of what comes
        return source

    def bound(self, statements: Iterable[ast.stmt]) -> Iterator[tuple[str, str]]:
        """Give the names that statements bind, and the line that imports each."""
        for statement in statements:
            match statement:
                case ast.Import(aliases):
                    for alias in aliases:
                        name = alias.asname or alias.name.partition(".")[0]
                        yield name, f"import {ast.unparse(alias)}"
                case ast.ImportFrom(module, aliases):
                    for alias in aliases:
                        line = f"from {module} import {ast.unparse(alias)}"
                        yield alias.asname or alias.name, line
                case (
                    ast.ClassDef(name=name)
                    | ast.Assign(targets=[ast.Name(id=name)])
                    | ast.AnnAssign(target=ast.Name(id=name))
                ):
                    yield name, f"from {self.module} import {name}"
                case _:
                    pass

    def classes(self) -> list[ast.ClassDef]:
        """Give the classes to be printed: the client, sections, parts of sections."""
        classes = [each for each in self.tree.body if isinstance(each, ast.ClassDef)]
        return [
            node
            for node in classes
            if {"Section", "ChannelSection"} & set(map(ast.unparse, node.bases))
            or self.parts(node)
            or node.name in FACED
        ]

    def parts(self, node: ast.ClassDef) -> list[str]:
        """Give the sections that a section is put together from."""
        return [base for base in map(ast.unparse, node.bases) if self.is_section(base)]

    def is_section(self, name: str) -> bool:
        """Whether a name is imported from the modules of sections."""
        heads = [f"from {PACKAGE}.{folder}." for folder in FOLDERS]
        heads += [f"from {PACKAGE}.{part} " for part in CLIENT]
        return self.imports.get(name, "").startswith(tuple(heads))

    def redirect(self, name: str) -> str:
        """Import the blocking twin of a section instead; give the line that does."""
        line = self.imports[name].replace(f"{PACKAGE}.", f"{PACKAGE}.blocking.", 1)
        self.imports[name] = line
        return line


class Printer:
    """Prints the twin of one module, and notes which names it uses."""

    def __init__(self, source: Source, parts: set[str]) -> None:
        self.source = source
        self.parts = parts  # all sections that others are put together from
        self.used: set[str] = set()

    def module(self) -> str:
        """Print the module; sorting and formatting are left to ruff."""
        source = self.source
        classes = source.classes()
        public = sorted(twin_name(node.name) for node in classes)
        bodies = [self.class_(node) for node in classes]
        used = self.used & source.imports.keys()
        late = [f"    {source.imports[name]}" for name in used & source.lazy]
        used |= {"TYPE_CHECKING"} if late else set()
        lines = [
            f'"""The blocking twin of `{source.module}`, printed by tools/twin.py."""',
            "from __future__ import annotations",
            *sorted(source.imports[name] for name in used - source.lazy),
            *(["if TYPE_CHECKING:", *sorted(late)] if late else []),
            "",
            f"__all__ = {public}",
            *bodies,
        ]
        return "\n".join(lines) + "\n"

    def class_(self, node: ast.ClassDef) -> str:
        """Print a class."""
        name, doc = node.name, self.docstring(node)
        base, twin = "BlockingSection", f"Async{name}"
        alias = f"{name} as {twin}"
        if name == "AsyncClient":
            base, twin, alias = "BlockingClient", name, name
            doc = [CLIENT_INTRODUCTION + text.partition("Args:")[2] for text in doc]
        bases = self.source.parts(node) or [base]
        if name == "AsyncClient" and base not in bases:
            bases = [base, *bases]
        for part in self.source.parts(node):
            self.source.redirect(part)
        self.used |= {twin, *bases}
        self.source.imports[twin] = f"from {self.source.module} import {alias}"
        lines: list[str] = []
        if name in self.parts:  # which async class it fronts, its heirs decide
            self.used.add("TypeVar")
            lines, twin = (
                ["", f'{name}T = TypeVar("{name}T", bound={twin})'],
                f"{name}T",
            )
        heads = ", ".join(f"{base}[{twin}]" for base in bases)
        lines += [
            f"class {twin_name(name)}({heads}):",
            *(f"    {text}" for text in doc),
        ]
        for member in node.body:
            if isinstance(member, Function) and is_printed(name, member.name):
                try:
                    lines += self.method(name, member)
                except CannotPrintError as error:
                    where = f"{self.source.module}, line {member.lineno}, {member.name}"
                    raise CannotPrintError(f"{where}: {error}") from None
        return "\n".join(lines)

    def method(self, owner: str, node: Function) -> list[str]:
        """Print a method or a property."""
        arguments = forwarded(node.args)
        if node.name == "__init__":
            made = f"super().__init__(lambda: {owner}({arguments}))"
            return self.definition(node, "None", made)
        if node.returns is None:
            raise CannotPrintError("it does not say what it returns")
        returns = ast.unparse(node.returns)
        decorators = {name for each in node.decorator_list for name in names(each)}
        if decorators & {"classmethod", "staticmethod", "overload"}:
            raise CannotPrintError("its decorator has no twin")
        if decorators & {"property", "cached_property"}:
            return self.property_(node, returns)
        target = f"self._async.{node.name}"
        if isinstance(node, ast.AsyncFunctionDef):
            call = f"self._run({', '.join(filter(None, (target, arguments)))})"
            return self.definition(node, returns, call)
        if returns in {"Self", owner}:
            return self.definition(node, "Self", f"self._like({target}({arguments}))")
        return self.plain(node, returns, f"{target}({arguments})")

    def plain(self, node: Function, returns: str, call: str) -> list[str]:
        """Print a method that does not wait; what it gives may need a blocking face."""
        head, bracket, rest = returns.partition("[")
        if head.startswith(REFUSED):
            raise CannotPrintError(f"{head} has no blocking face: write it by hand")
        if face := FACES.get(head):
            call = f"{face.partition('[')[0]}(self._bridge, {call})"
            returns = face if "[" in face else f"{face}{bracket}{rest}"
        return self.definition(node, returns, call)

    def property_(self, node: Function, returns: str) -> list[str]:
        """Print a property: a section, made on first touch, or a plain value."""
        value = f"self._async.{node.name}"
        if not self.source.is_section(returns):
            return ["    @property", *self.definition(node, returns, value)]
        self.used.add("cached_property")
        made = f"{returns}(self._bridge, {value})"
        *head, last = self.definition(node, returns, made)
        line = self.source.redirect(returns)
        return ["    @cached_property", *head, f"        {line}", last]

    def definition(self, node: Function, returns: str, expression: str) -> list[str]:
        """Print the signature, the docstring and the one line."""
        self.used |= names(node.args) | names(ast.parse(returns))
        head = f"    def {node.name}({ast.unparse(node.args)}) -> {returns}:"
        body = expression if returns == "None" else f"return {expression}"
        return [head, *(f"        {line}" for line in (*self.docstring(node), body))]

    def docstring(self, node: ast.ClassDef | Function) -> list[str]:
        """Give the docstring, if any, as it is written, without `async` and `await`."""
        if ast.get_docstring(node) is None:
            return []
        text = ast.get_source_segment(self.source.text, node.body[0]) or ""
        text = re.sub(r"\basync (with|for)\b", r"\1", text)
        text = re.sub(r"\bawait (?=[a-z_]+[.(])", "", text)
        return [text.replace("AsyncClient", "Client")]


def names(node: ast.AST) -> set[str]:
    """Give every name in a piece of a tree."""
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def twin_name(name: str) -> str:
    """Give the blocking class's name: the same, but for the client."""
    return "Client" if name == "AsyncClient" else name


def is_printed(owner: str, name: str) -> bool:
    """Whether a method is public, and not written by hand."""
    if {name, f"{owner}.{name}"} & HAND_WRITTEN:
        return False
    return name[0] != "_" or (owner, name) == ("AsyncClient", "__init__")


def forwarded(arguments: ast.arguments) -> str:
    """Pass on all parameters but `self`, as they came."""
    passed = [each.arg for each in (*arguments.posonlyargs, *arguments.args)][1:]
    passed += [f"*{arguments.vararg.arg}"] if arguments.vararg else []
    passed += [f"{each.arg}={each.arg}" for each in arguments.kwonlyargs]
    passed += [f"**{arguments.kwarg.arg}"] if arguments.kwarg else []
    return ", ".join(passed)


def formatted(root: Path, texts: dict[str, str]) -> dict[str, str]:
    """Sort the imports and format all texts, as `ruff` would for the files."""
    ours = f"lint.isort.known-first-party = ['{PACKAGE}']"  # printed already or not
    sort = ["check", "--select=I", "--fix-only", "--exit-zero", "--config", ours]
    settings = root / "pyproject.toml"
    kept = ["--config", str(settings)] if settings.exists() else []
    with tempfile.TemporaryDirectory() as folder:
        for path, text in texts.items():
            write(Path(folder), path, text)
        for command in (sort, ["format"]):
            subprocess.run(  # noqa: S603 - our own arguments
                [
                    sys.executable,
                    "-m",
                    "ruff",
                    *command,
                    *kept,
                    "--no-cache",
                    "-q",
                    ".",
                ],
                cwd=folder,
                check=True,
            )
        return {path: (Path(folder) / path).read_text("utf-8") for path in texts}


def printed(root: Path, only: str | None = None) -> dict[str, str]:
    """Print every file of the twin, by its path below `blocking/`, or one of them."""
    files = {"__init__.py": '"""The blocking client and its sections."""\n'}
    paths = [f"{module}.py" for module in CLIENT]
    paths = [path for path in paths if (root / PACKAGE / path).exists()]
    folders = [each for each in FOLDERS if (root / PACKAGE / each).is_dir()]
    for folder in folders:
        files[f"{folder}/__init__.py"] = (
            f'"""Blocking twins of `{PACKAGE}.{folder}`."""\n'
        )
        found = (root / PACKAGE / folder).glob("*.py")
        paths += sorted(f"{folder}/{path.name}" for path in found)
    paths = [path for path in paths if path not in files]
    modules = [path.removesuffix(".py").replace("/", ".") for path in paths]
    sources = [Source.read(root, f"{PACKAGE}.{module}") for module in modules]
    classes = [(source, node) for source in sources for node in source.classes()]
    parts = {part for source, node in classes for part in source.parts(node)}
    for path, source in zip(paths, sources, strict=True):
        if source.classes() and only in {None, path}:
            files[path] = Printer(source, parts).module()
    return formatted(root, files)


def differences(target: Path, files: dict[str, str]) -> dict[str, str]:
    """Tell what is wrong with each file on the disk that is not as printed."""
    found = {path.relative_to(target).as_posix() for path in target.rglob("*.py")}
    wrong = dict.fromkeys(found - files.keys() - KEPT, "extra")
    wrong |= dict.fromkeys(files.keys() - found, "missing")
    for path in files.keys() & found:
        if (target / path).read_text("utf-8") != files[path]:
            wrong[path] = "stale"
    return dict(sorted(wrong.items()))


def write(target: Path, path: str, text: str | None) -> None:
    """Write one file, or remove it."""
    if text is None:
        (target / path).unlink()
    else:
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text(text, "utf-8", newline="\n")


def main(arguments: list[str] | None = None) -> int:
    """Write, check or show, and give the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--check", action="store_true")
    action.add_argument("--print", metavar="NAME", dest="name")
    options = parser.parse_args(arguments)
    only = f"{options.name.replace('.', '/')}.py" if options.name else None
    try:
        files = printed(options.root, only)
    except CannotPrintError as error:
        print(error, file=sys.stderr)
        return 1
    if only:
        print(files[only], end="")
        return 0
    target: Path = options.root / PACKAGE / "blocking"
    wrong = differences(target, files)
    for path, what in wrong.items():
        print(f"{what}: {PACKAGE}/blocking/{path}")
        if not options.check:
            write(target, path, files.get(path))
    return int(options.check and bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
