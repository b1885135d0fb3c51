"""The recorder of candles: its files, what it lacks, and how it goes on after a crash."""

import errno
import os
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import anyio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples.candle_recorder.__main__ import main
from examples.candle_recorder.lock import Locked
from examples.candle_recorder.names import file_of, folder_of, span_of
from examples.candle_recorder.recorder import Recorder
from examples.candle_recorder.rows import HEADER, decode, encode, scan
from examples.candle_recorder.series import Series, holes
from examples.candle_recorder.store import Store, StoreFailed
from okx_sdk import AsyncClient
from okx_sdk.errors import InvalidArgument
from okx_sdk.models.live import LiveCandle
from okx_sdk.protocol.buffers import Gap
from okx_sdk.protocol.codec import to_ms
from okx_sdk.protocol.times import DAY, MINUTE, Span

NAME = "BTC-USDT"
START = datetime(2026, 11, 23, 23, 50, tzinfo=UTC)
"""Ten minutes before midnight: what is recorded lies in two files."""


def candle(number, close="1.5", *, confirm=True):
    px = Decimal(close) + number
    figures = (px, px, px, px, Decimal("0.10"), Decimal(7), None)
    ts = START + timedelta(minutes=number)
    return LiveCandle(ts, *figures, confirm, inst_id=NAME, bar="1m")


class Exchange:
    """An exchange that has confirmed *count* candles, but those that it never had."""

    def __init__(self, count=20, without=()):
        self.count = count
        self.without = set(without)
        self.revised = {}
        self.asked = []

    def truth(self, first=0):
        numbers = (n for n in range(first, self.count) if n not in self.without)
        return [self.revised.get(n, candle(n)) for n in numbers]

    async def get_candles(self, inst_id, bar, *, start, end=None):
        assert (inst_id, bar) == (NAME, "1m")
        self.asked.append((start, end))
        return [
            each
            for each in self.truth()
            if start <= to_ms(each.ts) and (end is None or to_ms(each.ts) < end)
        ]

    async def iter_candles(self, inst_id, bar, *, start):
        for each in await self.get_candles(inst_id, bar, start=start):
            yield each

    def told(self, *items):
        """A client whose stream tells of these, and ends."""
        client = _Told()
        client.get_candles, client.iter_candles = self.get_candles, self.iter_candles
        client.items = items
        return client


class _Told:
    @asynccontextmanager
    async def _open(self):
        yield self

    def stream_candles(self, *inst_ids, bar, repair):
        assert (inst_ids, bar, repair) == ((NAME,), "1m", True)
        return self._open()

    async def with_gaps(self):
        for item in self.items:
            yield item


def run(okx, root, *, start=None, write=os.write, parquet=False):
    """Record what there is."""
    with Store(root, "1m", parquet, write) as store:
        recorder = Recorder(okx, store, [NAME], start)
        anyio.run(recorder.run)
        return recorder.written


def recorded(root):
    """All candles of all files, in the order of their names."""
    paths = sorted((root / NAME / "1m").glob("[0-9]*.csv"))
    found = [scan(path.read_bytes()) for path in paths]
    assert not any(each.damage for each in found)
    return [each for one in found for each in one.candles]


def notes(root):
    path = root / NAME / "1m" / "notes.csv"
    lines = path.read_text().splitlines()[1:] if path.exists() else []
    return [tuple(line.split(",")[:3]) for line in lines]


def bare(candles):
    return [encode(each) for each in candles]


numbers = st.decimals(0, 10**12, allow_nan=False, allow_infinity=False, places=9)


@settings(max_examples=40)
@given(st.lists(numbers, min_size=6, max_size=6), st.none() | numbers)
def test_a_line_gives_back_what_was_written(figures, quote):
    """To the last digit, zeros at the end too."""
    row = LiveCandle(START, *figures, quote)

    back = decode(encode(row).rstrip(b"\n"))

    assert (back.open, back.vol_ccy, back.vol_ccy_quote) == (
        row.open,
        row.vol_ccy,
        quote,
    )
    assert encode(back) == encode(row)


@settings(max_examples=40)
@given(st.data())
def test_no_damage_is_taken_for_a_candle(data):
    """K4: cut or bit-flipped anywhere, a file gives candles that were written or none."""
    truth = bare([candle(n) for n in range(6)])
    whole = bytearray(HEADER + b"".join(truth))
    place = data.draw(st.integers(0, len(whole) - 1))
    if data.draw(st.booleans()):
        whole[place] ^= 1 << data.draw(st.integers(0, 7))
    else:
        del whole[place:]

    found = scan(bytes(whole))

    assert set(bare(found.candles)) <= set(truth)
    assert bare(found.kept) == truth[: found.first]
    assert found.damage or found.good == len(whole)


@pytest.mark.parametrize(
    "name",
    ["../BTC", "BTC/../../x", "BTC-USDT/..", "/etc-x", "", "CON", "A-B\n", "Ä-B"],
)
def test_a_name_leads_nowhere_else(name):
    """Paths cannot escape their root."""
    with pytest.raises(InvalidArgument):
        folder_of(name, "1m")


@settings(max_examples=40)
@given(st.integers(0, 4 * 10**12), st.sampled_from(["1s", "1m", "1H", "1Dutc"]))
def test_a_file_is_named_by_the_candles_own_time(opened, bar):
    """K5: no clock of ours has a say; a day has one file, and files sort by time."""
    name = file_of(bar, opened)

    assert name == file_of(bar, opened // DAY * DAY)
    assert opened > 4 * 10**12 - DAY or name <= file_of(bar, opened + DAY)


def test_bars_of_months_are_refused():
    """They are not all as long, so nobody could tell a hole."""
    with pytest.raises(InvalidArgument, match="months"):
        span_of("1Mutc")


@settings(max_examples=40)
@given(st.sets(st.integers(0, 11)))
def test_holes_and_bars_make_up_the_whole(opened):
    """D4: each bar of a span is there or in exactly one hole, and holes do not touch."""
    found = holes(opened, Span(0, 12), 1)

    missing = [n for hole in found for n in range(hole.start, hole.end)]
    assert sorted([*missing, *opened]) == list(range(12))
    assert all(
        one.end < other.start for one, other in zip(found, found[1:], strict=False)
    )


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 8), st.booleans())))
def test_a_series_takes_each_once_and_only_what_is_final(rows):
    """D2, K3: whatever comes again, late, or unfinished is passed over."""
    series = Series(NAME, MINUTE)
    taken = [n for n, confirm in rows if series.take(candle(n, confirm=confirm))]

    assert taken == sorted(set(taken))
    assert all((n, True) in rows for n in taken)


@pytest.mark.slow(reason="writes and reads a thousand files")
@settings(max_examples=15)
@given(st.data())
def test_a_run_after_a_crash_completes_the_files(tmp_path_factory, data):
    """K1, K4, D1, D3: killed anywhere, however often, nothing is lost or there twice."""
    root = tmp_path_factory.mktemp("crashes")
    exchange = Exchange(count=0)
    while exchange.count < 20:
        exchange.count += data.draw(st.integers(1, 12))
        run(exchange.told(), root, start=to_ms(START))
        newest = max((root / NAME / "1m").glob("[0-9]*.csv"))
        held = newest.read_bytes()
        newest.write_bytes(held[: data.draw(st.integers(0, len(held)))])

    run(exchange.told(), root, start=to_ms(START))

    assert bare(recorded(root)) == bare(exchange.truth())


def test_a_flipped_bit_costs_nothing_and_is_told(tmp_path):
    """K4: the file is set aside as it was, its good lines are kept, the rest fetched."""
    exchange = Exchange(count=9)
    run(exchange.told(), tmp_path, start=to_ms(START))
    (path,) = (tmp_path / NAME / "1m").glob("2026*.csv")
    held = bytearray(path.read_bytes())
    held[len(HEADER) + 100] ^= 4
    path.write_bytes(held)

    run(exchange.told(), tmp_path)

    assert bare(recorded(tmp_path)) == bare(exchange.truth())
    assert path.with_name(f"damaged-{path.stem}-1.csv").read_bytes() == held
    assert [kind for kind, *_ in notes(tmp_path)] == ["damage"]


def test_a_gap_is_noted_and_what_it_cost_is_fetched(tmp_path):
    """K3: rows that the stream never brought come over REST, once and in their place."""
    exchange = Exchange(count=15)
    gap = Gap(candle(3).ts, candle(8).ts, "the connection was lost", (NAME,))
    rows = (candle(2), candle(2), gap, candle(9, confirm=False), candle(9), candle(8))

    run(exchange.told(*rows), tmp_path)

    assert bare(recorded(tmp_path)) == bare(exchange.truth(2)[:8])
    assert notes(tmp_path) == [
        ("gap", str(to_ms(gap.start)), str(to_ms(gap.end))),
    ]


def test_a_hole_of_the_exchange_is_told_as_one(tmp_path):
    """D4: what it never had is no candle of zeros, and is not asked for again."""
    exchange = Exchange(count=9, without={3, 4, 6})
    run(exchange.told(), tmp_path, start=to_ms(START))
    asked = len(exchange.asked)

    run(exchange.told(), tmp_path)

    assert bare(recorded(tmp_path)) == bare(exchange.truth())
    spans = [(3, 5), (6, 7)]
    assert notes(tmp_path) == [
        ("hole", *(str(to_ms(candle(n).ts)) for n in span)) for span in spans
    ]
    assert len(exchange.asked) == asked + 1


def test_rest_may_be_a_little_behind_the_stream(tmp_path, monkeypatch):
    """D1: what is missing is asked for once more before it is called a hole."""
    monkeypatch.setattr("examples.candle_recorder.recorder.LAG", 0.01)
    exchange = Exchange(count=4, without={2})
    client = exchange.told(candle(1), candle(3))
    asked = client.get_candles

    async def later(*words, **more):
        found = await asked(*words, **more)
        exchange.without.clear()
        return found

    client.get_candles = later
    run(client, tmp_path)

    assert bare(recorded(tmp_path)) == bare(exchange.truth(1))
    assert notes(tmp_path) == []


def test_a_revision_is_told(tmp_path):
    """D4: what was recorded is read once more, and not written twice."""
    exchange = Exchange(count=5)
    run(exchange.told(), tmp_path, start=to_ms(START))
    exchange.revised[3] = candle(3, "1.6")

    assert run(exchange.told(), tmp_path) == 0
    assert [kind for kind, *_ in notes(tmp_path)] == ["revised"]


def test_a_full_disk_stops_the_recorder_and_leaves_no_part_of_a_line(tmp_path):
    """K2: a typed stop; what was there before is as it was, and a later run goes on."""
    left = 400

    def write(descriptor, data):
        nonlocal left
        if left < len(data):
            os.write(descriptor, data[:left])
            left = 0
            raise OSError(errno.ENOSPC, "No space left on device")
        left -= len(data)
        return os.write(descriptor, data)

    exchange = Exchange(count=12)
    with pytest.raises(ExceptionGroup) as caught:
        run(exchange.told(), tmp_path, start=to_ms(START), write=write)

    assert caught.group_contains(StoreFailed, match="No space left")
    held = recorded(tmp_path)
    assert 0 < len(held) < 12
    run(exchange.told(), tmp_path)
    assert bare(recorded(tmp_path)) == bare(exchange.truth())


def test_short_writes_are_finished(tmp_path):
    """A system may take fewer bytes than it was given."""

    def write(descriptor, data):
        return os.write(descriptor, data[:7])

    exchange = Exchange(count=3)
    run(exchange.told(), tmp_path, start=to_ms(START), write=write)

    assert bare(recorded(tmp_path)) == bare(exchange.truth())


def test_a_folder_has_one_recorder(tmp_path):
    """Two would write each candle twice; the lock is gone with its holder."""
    with Store(tmp_path, "1m"), pytest.raises(Locked), Store(tmp_path, "1m"):
        pass
    with Store(tmp_path, "1m"):
        pass


def test_complete_days_become_columns(tmp_path):
    """Parquet: exact decimals, no text beside it, and a run goes on from it."""
    columns = pytest.importorskip("examples.candle_recorder.columns")
    parquet = pytest.importorskip("pyarrow.parquet")
    exchange = Exchange(count=15)
    run(exchange.told(), tmp_path, start=to_ms(START), parquet=True)
    folder = tmp_path / NAME / "1m"

    assert sorted(path.name for path in folder.iterdir()) == [
        "2026-11-23.parquet",
        "2026-11-24.csv",
    ]
    packed = columns.unpack(folder / "2026-11-23.parquet")
    assert [each.close for each in packed] == [
        each.close for each in exchange.truth()[:10]
    ]
    assert str(parquet.read_schema(folder / "2026-11-23.parquet").field("ts").type) == (
        "timestamp[ms, tz=UTC]"
    )
    (folder / "2026-11-24.csv").unlink()
    run(exchange.told(), tmp_path, parquet=True)
    assert bare(recorded(tmp_path)) == bare(exchange.truth(10))
    assert notes(tmp_path) == []


def test_check_names_what_is_damaged(tmp_path, capsys):
    """`--check` exits 1 if a file is not whole."""
    run(Exchange(count=12).told(), tmp_path, start=to_ms(START))
    assert main(["--check", "--dir", str(tmp_path)]) == 0
    path = tmp_path / NAME / "1m" / "2026-11-23.csv"
    path.write_bytes(path.read_bytes()[:-3])

    assert main(["--check", "--dir", str(tmp_path)]) == 1
    assert "9 candles, damaged at byte" in capsys.readouterr().out


def test_a_mistake_of_the_user_is_told_in_a_line(tmp_path, sandbox, capsys):
    """Exit code 2, and no traceback."""
    assert main(["BTC-USDT", "--bar", "1M", "--dir", str(tmp_path)]) == 2
    assert "months" in capsys.readouterr().err


async def record_until(root, count, start=None):
    """Record from the sandbox until so many candles are there."""
    with Store(root, "1s") as store:
        async with (
            AsyncClient(env="sandbox") as okx,
            anyio.create_task_group() as group,
        ):
            recorder = Recorder(okx, store, [NAME], start)
            group.start_soon(recorder.run)
            with anyio.fail_after(30):
                while recorder.written < count:  # noqa: ASYNC110 - it tells nobody
                    await anyio.sleep(0.02)
            group.cancel_scope.cancel()


@pytest.mark.slow(reason="bars of a second are waited for")
def test_it_records_from_the_sandbox(tmp_path, sandbox):
    """REST and the stream meet without a hole; the next run takes up where it ended."""
    anyio.run(record_until, tmp_path, 21, "20s", backend="trio")
    (path,) = (tmp_path / NAME / "1s").glob("2*.csv")
    first = scan(path.read_bytes())

    anyio.run(record_until, tmp_path, 1)

    found = scan(path.read_bytes())
    opened = [to_ms(each.ts) for each in found.candles]
    assert len(first.candles) >= 21
    assert found.candles[: len(first.candles)] == first.candles
    assert opened == list(range(opened[0], opened[-1] + 1000, 1000))
    assert not found.damage


@pytest.mark.slow(reason="it records for a while")
def test_the_command_records_for_a_while(tmp_path, sandbox, capsys):
    """And says how much, and exits 0."""
    assert main([NAME, "--bar", "1s", "--dir", str(tmp_path), "--for", "0.2"]) == 0
    assert "candles recorded in" in capsys.readouterr().out
