import pytest
from hypothesis import given
from hypothesis import strategies as st

from okx_sdk.sandbox import path
from okx_sdk.sandbox.coins import COINS
from okx_sdk.sandbox.noise import words

TREE = path.plant(1, COINS["BTC"])
LEVELS = range(1, len(path.SPANS))
KNOWN = (
    (593244428, 593344947, 593154845, 593243870),
    (593243870, 593277465, 592265905, 592369091),
)


def joined(parts):
    _, highs, lows, _ = zip(*parts, strict=True)
    return parts[0][0], max(highs), min(lows), parts[-1][3]


@given(level=st.sampled_from(LEVELS), ts=st.integers(1_420_070_400_000, 2**41))
def test_children_make_up_their_parent(level, ts):
    """Open, high, low and close of the parts are those of the whole."""
    parent = ts // path.SPANS[level - 1]
    parts = path.block(TREE, level, parent)

    assert joined(parts) == path.node(TREE, level - 1, parent)


@given(level=st.sampled_from(LEVELS), ts=st.integers(1_420_070_400_000, 2**41))
def test_children_follow_one_another(level, ts):
    """Each child opens where the one before it closed."""
    parts = path.block(TREE, level, ts // path.SPANS[level - 1])

    assert [part[0] for part in parts[1:]] == [part[3] for part in parts[:-1]]


@given(
    prices=st.lists(st.integers(2, 10**9), min_size=4, max_size=4),
    count=st.sampled_from([3, 4, 8, 15, 60]),
    index=st.integers(0, 2**40),
)
def test_any_parent_can_be_split(prices, count, index):
    """Flat, falling and lopsided parents are split as exactly as any."""
    low, *ends, high = sorted(prices)
    parent = (ends[index % 2], high, low, ends[index // 2 % 2])
    parts = path.split(parent, count, words(7, index, 3 * count))

    assert joined(parts) == parent
    assert all(p[2] <= min(p[0], p[3]) <= max(p[0], p[3]) <= p[1] for p in parts)


@pytest.mark.parametrize("ccy", COINS)
def test_days_meet_and_stay_plausible(ccy):
    """Days are continuous, and no coin wanders off."""
    tree = path.plant(3, COINS[ccy])
    days = [path.day_node(tree, day) for day in range(18_000, 18_100)]
    base = tree.level

    assert [day[0] for day in days[1:]] == [day[3] for day in days[:-1]]
    assert all(base / 8 < day[2] <= day[1] < base * 8 for day in days)


def test_a_seed_gives_one_market():
    """Fresh trees with empty caches say the same; another seed does not."""
    one, same, other = (path.plant(seed, COINS["ETH"]) for seed in (5, 5, 6))

    assert path.block(one, 5, 29_000_000) == path.block(same, 5, 29_000_000)
    assert path.block(one, 5, 29_000_000) != path.block(other, 5, 29_000_000)


def test_a_known_price():
    """The market of a seed does not change between releases or platforms."""
    assert path.block(TREE, 5, 29_900_000)[:2] == KNOWN
