"""The jobs of this repository, the same by hand and in CI."""

from __future__ import annotations

import nox

nox.options.default_venv_backend = "venv"
nox.options.sessions = ["lint", "types", "twin", "docs", "tests"]


def install(session: nox.Session) -> None:
    """Install the package with all that developing it wants."""
    session.install("--editable", ".[dev]")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests; arguments are pytest's."""
    install(session)
    session.run("python", "-m", "pytest", *session.posargs)


@nox.session(venv_backend="uv")
def lowest(session: nox.Session) -> None:
    """Run the tests with the oldest version of each package that is asked for."""
    session.install("--resolution", "lowest-direct", "--editable", ".[dev]")
    session.run("python", "-m", "pytest", *session.posargs)


@nox.session
def coverage(session: nox.Session) -> None:
    """Run the tests and say what they do not reach."""
    install(session)
    session.run("python", "-m", "pytest", "--cov", "--cov-report=term-missing")


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and format."""
    install(session)
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")


@nox.session
def types(session: nox.Session) -> None:
    """Check types with both checkers."""
    install(session)
    session.run("mypy")
    session.run("pyright", "--pythonpath", f"{session.bin}/python")


@nox.session
def twin(session: nox.Session) -> None:
    """Print the blocking classes anew; with `--check`, only say whether they are stale."""
    install(session)
    session.run("python", "tools/twin.py", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation into docs/_build; a warning is an error."""
    session.install("--editable", ".[docs]")
    session.run("sphinx-build", "-W", "--keep-going", "-q", "docs", "docs/_build")
