"""What `tools/twin.py` prints, from small sources."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from textwrap import dedent, indent

import pytest

pytestmark = pytest.mark.slow  # the formatter is another process

ROOT = Path(__file__).parents[2]
TOOL = ROOT / "tools" / "twin.py"


def load_tool():
    spec = importlib.util.spec_from_file_location("twin", TOOL)
    module = importlib.util.module_from_spec(spec)
    sys.modules["twin"] = module
    spec.loader.exec_module(module)
    return module


twin = load_tool()

CHECKS = """
[tool.ruff.lint]
select = ["I", "F"]
isort.known-first-party = ["okx_sdk"]
"""

SECTION = '''
"""The weather on the exchange."""

from __future__ import annotations

import decimal
import re as regex
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from okx_sdk.models.enums import Sky
from okx_sdk.models.weather import Cloud, Storm
from okx_sdk.protocol.endpoint import Section, get, per_ip

if TYPE_CHECKING:
    from okx_sdk.models.rain import Rain
    from okx_sdk.services.paging import Pages

__all__ = ["Weather"]

Moment = datetime | int
PATTERN = regex.compile("x")


class Weather(Section):
    """The weather. Needs no credentials."""

    @get("/api/v5/weather/clouds", rate=per_ip(20))
    async def get_clouds(
        self,
        inst_id: str,
        /,
        sky: Sky = Sky.BLUE,
        *layers: int,
        after: Moment | None = None,
        from_: str = "\\\\n",
        **rest: Mapping[str, decimal.Decimal],
    ) -> list[Cloud]:
        """Clouds, newest first."""
        ...

    @get("/api/v5/weather/clear")
    async def clear(self) -> None:
        """Make it clear."""
        ...

    def iter_rain(self, *, limit: int | None = None) -> Pages[Rain]:
        """Rain, drop by drop.

        ::

            async with AsyncClient() as okx:
                await okx.weather.clear()
                async for drop in okx.weather.iter_rain():
                    print(drop)

        There is no need to await a storm.
        """
        return Pages(self._fetch)

    def name(self) -> Literal["weather"]:
        """What it is."""
        return "weather"

    async def _hidden(self) -> Storm:
        return await self.get_storm()
'''

CLIENT = '''
"""The async client."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Self

from okx_sdk.settings import Env

if TYPE_CHECKING:
    import httpx

    from okx_sdk.rest.weather import Weather


class AsyncClient:
    """OKX for asyncio and trio.

    Args:
        env: which exchange.
    """

    def __init__(
        self,
        env: Env | str | None = None,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.secret = 1

    @property
    def env(self) -> Env:
        """Which exchange."""
        return Env("live")

    @cached_property
    def weather(self) -> Weather:
        """The weather."""
        from okx_sdk.rest.weather import Weather

        return Weather(self._engine)

    def with_options(self, *, timeout: float | None = None) -> Self:
        """A copy."""
        return self

    async def get_clouds(self, inst_id: str = "BTC-USDT") -> list[str]:
        """Clouds of all kinds."""
        return []

    async def aclose(self) -> None:
        """Close."""

    async def __aenter__(self) -> Self:
        return self
'''


@pytest.fixture
def root(tmp_path):
    """A tree of sources, with the hand-written files in place."""
    package = tmp_path / "okx_sdk"
    (package / "rest").mkdir(parents=True)
    (package / "blocking").mkdir()
    (package / "client.py").write_text(CLIENT)
    (package / "rest" / "__init__.py").write_text("")
    (package / "rest" / "weather.py").write_text(SECTION)
    for name in ("_base.py", "_bridge.py"):
        (package / "blocking" / name).write_text("# by hand\n")
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    return tmp_path


def test_a_section_is_printed_line_by_line(root):
    assert twin.printed(root, "rest/weather.py")["rest/weather.py"] == dedent('''\
        """The blocking twin of `okx_sdk.rest.weather`, printed by tools/twin.py."""

        from __future__ import annotations

        import decimal
        from collections.abc import Mapping
        from typing import TYPE_CHECKING, Literal

        from okx_sdk.blocking._base import BlockingPages, BlockingSection
        from okx_sdk.models.enums import Sky
        from okx_sdk.models.weather import Cloud
        from okx_sdk.rest.weather import Moment
        from okx_sdk.rest.weather import Weather as AsyncWeather

        if TYPE_CHECKING:
            from okx_sdk.models.rain import Rain

        __all__ = ["Weather"]


        class Weather(BlockingSection[AsyncWeather]):
            """The weather. Needs no credentials."""

            def get_clouds(
                self,
                inst_id: str,
                /,
                sky: Sky = Sky.BLUE,
                *layers: int,
                after: Moment | None = None,
                from_: str = "\\\\n",
                **rest: Mapping[str, decimal.Decimal],
            ) -> list[Cloud]:
                """Clouds, newest first."""
                return self._run(
                    self._async.get_clouds,
                    inst_id,
                    sky,
                    *layers,
                    after=after,
                    from_=from_,
                    **rest,
                )

            def clear(self) -> None:
                """Make it clear."""
                self._run(self._async.clear)

            def iter_rain(self, *, limit: int | None = None) -> BlockingPages[Rain]:
                """Rain, drop by drop.

                ::

                    with Client() as okx:
                        okx.weather.clear()
                        for drop in okx.weather.iter_rain():
                            print(drop)

                There is no need to await a storm.
                """
                return BlockingPages(self._bridge, self._async.iter_rain(limit=limit))

            def name(self) -> Literal["weather"]:
                """What it is."""
                return self._async.name()
        ''')


def test_the_client_is_printed_with_its_sections_and_its_copies(root):
    text = twin.printed(root, "client.py")["client.py"]

    assert text.startswith('"""The blocking twin of `okx_sdk.client`, printed by')
    assert (
        indent(
            dedent('''\
            def __init__(
                self,
                env: Env | str | None = None,
                *,
                transport: httpx.AsyncBaseTransport | None = None,
            ) -> None:
                super().__init__(lambda: AsyncClient(env, transport=transport))

            @property
            def env(self) -> Env:
                """Which exchange."""
                return self._async.env

            @cached_property
            def weather(self) -> Weather:
                """The weather."""
                from okx_sdk.blocking.rest.weather import Weather

                return Weather(self._bridge, self._async.weather)

            def with_options(self, *, timeout: float | None = None) -> Self:
                """A copy."""
                return self._like(self._async.with_options(timeout=timeout))

            def get_clouds(self, inst_id: str = "BTC-USDT") -> list[str]:
                """Clouds of all kinds."""
                return self._run(self._async.get_clouds, inst_id)
            '''),
            "    ",
        ).replace("\n    \n", "\n\n")
        in text
    )
    assert "OKX for scripts, threads and notebooks." in text
    assert "        env: which exchange.\n" in text
    assert "class Client(BlockingClient[AsyncClient]):" in text
    assert "aclose" not in text
    assert "__aenter__" not in text


def test_only_what_is_used_is_imported(root):
    (root / "pyproject.toml").write_text(CHECKS)
    twin.main(["--root", str(root)])

    checked = subprocess.run(
        [sys.executable, "-m", "ruff", "check", root / "okx_sdk" / "blocking"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.stdout == "All checks passed!\n"


def test_what_is_written_passes_its_own_check(root, capsys):
    assert twin.main(["--root", str(root)]) == 0
    written = {path: path.read_text() for path in root.rglob("*.py")}
    capsys.readouterr()

    assert twin.main(["--root", str(root), "--check"]) == 0
    assert twin.main(["--root", str(root)]) == 0
    assert capsys.readouterr().out == ""
    assert {path: path.read_text() for path in root.rglob("*.py")} == written


def test_the_check_tells_what_is_stale_missing_and_extra(root, capsys):
    twin.main(["--root", str(root)])
    blocking = root / "okx_sdk" / "blocking"
    (blocking / "client.py").unlink()
    (blocking / "rest" / "weather.py").write_text("edited")
    (blocking / "rest" / "gone.py").write_text("")
    capsys.readouterr()

    assert twin.main(["--root", str(root), "--check"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "missing: okx_sdk/blocking/client.py",
        "extra: okx_sdk/blocking/rest/gone.py",
        "stale: okx_sdk/blocking/rest/weather.py",
    ]
    assert not (blocking / "client.py").exists()

    assert twin.main(["--root", str(root)]) == 0
    assert not (blocking / "rest" / "gone.py").exists()
    assert twin.main(["--root", str(root), "--check"]) == 0
    assert (blocking / "_base.py").read_text() == "# by hand\n"


def test_one_module_can_be_shown(root, capsys):
    assert twin.main(["--root", str(root), "--print", "rest.weather"]) == 0

    assert "class Weather(BlockingSection[AsyncWeather]):" in capsys.readouterr().out


PARTS = {
    "sun": "from okx_sdk.protocol.endpoint import Section\n\n\n"
    "class Sun(Section):\n    async def shine(self) -> None: ...\n",
    "sky": "from okx_sdk.rest.sun import Sun\n\n\n"
    "class Sky(Sun):\n    async def clear(self) -> int: ...\n",
}


def test_a_section_may_be_put_together_from_parts(root):
    for name, text in PARTS.items():
        (root / "okx_sdk" / "rest" / f"{name}.py").write_text(text)

    files = twin.printed(root)

    assert files["rest/sky.py"].partition("\n\n")[2] == dedent("""\
        from __future__ import annotations

        from okx_sdk.blocking.rest.sun import Sun
        from okx_sdk.rest.sky import Sky as AsyncSky

        __all__ = ["Sky"]


        class Sky(Sun[AsyncSky]):
            def clear(self) -> int:
                return self._run(self._async.clear)
        """)
    assert files["rest/sun.py"].partition("__all__")[2] == dedent("""\
         = ["Sun"]

        SunT = TypeVar("SunT", bound=AsyncSun)


        class Sun(BlockingSection[SunT]):
            def shine(self) -> None:
                self._run(self._async.shine)
        """)


def test_a_module_without_a_section_has_no_twin(root):
    (root / "okx_sdk" / "rest" / "words.py").write_text("WORDS = 1\n")

    assert sorted(twin.printed(root)) == [
        "__init__.py",
        "client.py",
        "rest/__init__.py",
        "rest/weather.py",
    ]


@pytest.mark.parametrize(
    ("method", "reason"),
    [
        ("def rows(self) -> AsyncIterator[int]: ...", "AsyncIterator has no blocking"),
        ("@classmethod\n    def make(cls) -> Self: ...", "its decorator has no twin"),
        ("async def get(self): ...", "it does not say what it returns"),
    ],
)
def test_what_cannot_be_forwarded_is_refused(root, capsys, method, reason):
    source = f"class Odd(Section):\n    {method}\n"
    (root / "okx_sdk" / "rest" / "odd.py").write_text(source)

    assert twin.main(["--root", str(root)]) == 1
    assert reason in capsys.readouterr().err


def test_what_is_written_by_hand_is_left_out(root, monkeypatch):
    monkeypatch.setattr(twin, "HAND_WRITTEN", {"Weather.get_clouds", "clear"})

    text = twin.printed(root, "rest/weather.py")["rest/weather.py"]

    assert "get_clouds" not in text
    assert "def clear" not in text
    assert "def name" in text
