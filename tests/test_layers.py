"""The house: imports point one way, what decides does not wait, nothing is too long."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "okx_sdk"
MODULES = sorted(ROOT.rglob("*.py"))

FOUNDATION = {"_redaction", "_version", "credentials", "errors", "models", "protocol"}
FACADE = {
    *(
        "client",
        "_order_settings",
        "_orders",
        "_pages",
        "_private_streams",
        "_safety",
        "_sections",
    ),
    "_streams",
}
MAY_IMPORT = {
    "_errors": {"_redaction"},
    "_refusals": {"_errors", "_codes"},
    "_order_errors": {"_errors"},
    "errors": {"_errors", "_order_errors", "_refusals"},
    "models": {"errors"},
    "_redaction": set(),
    "credentials": {"_redaction", "errors"},
    "protocol": {"credentials", "errors", "models"},
    "tables": {"errors"},
    "_hosts": {"errors"},
    "_files": {"credentials", "errors"},
    "_keyring": {"credentials", "errors"},
    "profiles": {"_files", "_hosts", "credentials", "errors"},
    "_imports": {"_files", "_hosts", "credentials", "errors", "profiles"},
    "settings": {"_hosts", "_keyring", "credentials", "errors", "profiles"},
    "transport": FOUNDATION,
    "engine": FOUNDATION | {"settings", "transport"},
    "rest": {"models", "protocol"},
    "channels": {"models", "protocol"},
    "services": FOUNDATION | {"engine", "rest", "channels"},
    **dict.fromkeys(
        FACADE,
        FOUNDATION | FACADE | {"engine", "services", "settings", "rest", "channels"},
    ),
}
"""A package that is not named here (blocking, cli, sandbox) may import what it likes."""

ON_TOP = {"blocking", "cli"}
EXCEPTIONS = {
    ("settings.py", "sandbox"): "its well-known key, when it is wanted",
    ("engine/connection.py", "sandbox"): "starts the embedded one, when it is wanted",
    ("transport/memory.py", "sandbox"): "is the way to one without a socket",
    ("channels", "engine"): "a declaration names the subscription that it gives",
    ("_pages.py", "blocking"): "takes the methods of either client",
}

MAY_BE_LONG = {
    "models/enums.py": "a table of OKX's words",
}
NEVER_IN_PROTOCOL = {
    *("anyio", "asyncio", "h11", "httpcore", "httpx", "io", "logging", "os", "pathlib"),
    *("platformdirs", "random", "secrets", "select", "selectors", "shutil", "signal"),
    *("socket", "ssl", "subprocess", "tempfile", "threading", "time", "trio"),
    *("urllib.request", "websockets"),
}
MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 60


@cache
def parsed(path):
    return ast.parse(path.read_text())


def named(path):
    return path.relative_to(ROOT).as_posix()


def home(path):
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def run_time_nodes(tree):
    """All nodes but those under `if TYPE_CHECKING`."""
    todo = [tree]
    while todo:
        node = todo.pop()
        yield node
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            todo += node.orelse
        else:
            todo += ast.iter_child_nodes(node)


def imports(path):
    for node in run_time_nodes(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{named(path)} imports relatively"
            for alias in node.names:
                yield f"{node.module}.{alias.name}"


def ours(path):
    """The packages of ours that a module imports."""
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "okx_sdk" and len(parts) > 1:
            yield parts[1]


def modules(*homes):
    return [
        pytest.param(path, id=named(path)) for path in MODULES if home(path) in homes
    ]


@pytest.mark.parametrize("path", modules(*MAY_IMPORT))
def test_imports_point_one_way(path):
    """`cli, blocking → services → engine → transport`, and all on the pure ones."""
    allowed = MAY_IMPORT[home(path)] | {home(path)}
    excused = {
        package
        for (where, package), _ in EXCEPTIONS.items()
        if where in {named(path), home(path)}
    }

    assert set(ours(path)) - allowed - excused == set()


@pytest.mark.parametrize(("where", "package"), EXCEPTIONS)
def test_an_exception_that_is_not_used_goes(where, package):
    """The list does not grow old."""
    paths = [path for path in MODULES if where in {named(path), home(path)}]

    assert any(package in ours(path) for path in paths)


@pytest.mark.parametrize("path", modules("protocol"))
def test_what_decides_knows_no_clock_no_socket_and_no_chance(path):
    """They are arguments."""
    used = {
        name
        for imported in imports(path)
        for name in NEVER_IN_PROTOCOL
        if imported == name or imported.startswith(f"{name}.")
    }

    assert used == set()


@pytest.mark.parametrize("path", modules("protocol"))
def test_what_decides_does_not_wait(path):
    """But for the two declarations of what the engine does with an endpoint."""
    waits = [
        node
        for node in ast.walk(parsed(path))
        if isinstance(
            node, ast.Await | ast.AsyncFunctionDef | ast.AsyncFor | ast.AsyncWith
        )
    ]
    allowed = 3 if path.name == "endpoint.py" else 0

    assert len(waits) <= allowed


CLOCKS = {
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "date.today",
    "time.time",
    "time.monotonic",
    "time.perf_counter",
    "anyio.current_time",
    "anyio.sleep",
    "asyncio.sleep",
}


@pytest.mark.parametrize(
    "path", modules("protocol", "engine", "services", "models", "rest", "channels")
)
def test_only_one_module_asks_for_the_time(path):
    """Section 5: the clock and the dice are injected, so that a day can be simulated."""
    if named(path) == "engine/clock.py":
        return
    calls = {
        ast.unparse(node.func)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
    }

    assert {name.split(".")[0] for name in imports(path)} & {"time", "random"} == set()
    assert calls & CLOCKS == set()


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=named(path))
        for path in MODULES
        if home(path) not in {"transport", "sandbox", "cli"}
    ],
)
def test_only_the_transport_uses_httpx_at_run_time(path):
    """One seam; types may name it."""
    assert not [n for n in imports(path) if n.split(".")[0] in {"httpx", "httpcore"}]


@pytest.mark.parametrize("path", modules("rest", "channels", "models"))
def test_declarations_and_models_hold_no_client(path):
    """They call nothing."""
    assert set(ours(path)) & (ON_TOP | FACADE | {"transport", "services"}) == set()


@pytest.mark.parametrize("path", [pytest.param(p, id=named(p)) for p in MODULES])
def test_a_module_can_be_read_at_one_sitting(path):
    """One that passes 400 lines is two, unless it is a table."""
    lines = len(path.read_text().splitlines())

    assert lines < MOST_LINES or named(path) in MAY_BE_LONG


def test_the_machinery_of_endpoints_keeps_to_its_budget():
    """It must not outgrow what it saves."""
    lines = (ROOT / "protocol" / "endpoint.py").read_text().splitlines()

    assert len(lines) <= 205


@pytest.mark.parametrize("path", [pytest.param(p, id=named(p)) for p in MODULES])
def test_a_function_can_be_seen_at_once(path):
    """Its docstring does not count."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            docstring = ast.get_docstring(node, clean=False) or ""
            lines = node.end_lineno - node.lineno + 1 - docstring.count("\n")
            assert lines <= MOST_LINES_OF_A_FUNCTION, node.name


def is_overload(node):
    return any("overload" in ast.unparse(each) for each in node.decorator_list)


@pytest.mark.parametrize("path", [pytest.param(p, id=named(p)) for p in MODULES])
def test_a_module_says_what_it_is_for(path):
    """And so does every public class and function, but for the sandbox's routes."""
    tree = parsed(path)
    public = [
        node
        for node in tree.body
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and not node.name.startswith("_")
        and not is_overload(node)
        and home(path) != "sandbox"
    ]

    assert ast.get_docstring(tree) or path.stat().st_size == 0
    assert [node.name for node in public if not ast.get_docstring(node)] == []


@pytest.mark.parametrize(
    "heavy",
    ["httpx", "anyio", "attrs", "cattrs", "orjson", "trio", "click", "websockets"],
)
def test_importing_the_package_imports_next_to_nothing(heavy):
    """Names come when they are touched."""
    code = f"import sys, okx_sdk; sys.exit({heavy!r} in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
