"""What `tools/catalogue.py` prints is what docs/coverage.md says."""

from __future__ import annotations

import importlib.util
from pathlib import Path

TOOL = Path(__file__).parents[2] / "tools" / "catalogue.py"


def load_tool():
    spec = importlib.util.spec_from_file_location("catalogue_page", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


page = load_tool()


def test_the_page_is_what_is_declared(capsys):
    """Run `python tools/catalogue.py` after a change of declarations."""
    status = page.main(["--check"])

    assert capsys.readouterr().out == ""
    assert status == 0


def test_a_stale_page_is_told(tmp_path, monkeypatch, capsys):
    """And written anew when asked."""
    monkeypatch.setattr(page, "PAGE", tmp_path / "coverage.md")
    assert page.main(["--check"]) == 1
    assert "stale" in capsys.readouterr().out
    assert page.main([]) == 0
    assert page.main(["--check"]) == 0


def test_every_section_and_channel_serves_a_part():
    """Only of verbs some serve none: what the client does for itself."""
    *_, (name, sections, channels, _) = page.parts()

    assert (name, sections, channels) == (page.THE_REST, "-", "-")
