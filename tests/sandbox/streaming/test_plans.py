"""Plans: TOML, JSON and presets."""

import json

import pytest
from talks import NOON, pushes, talker

from okx_sdk.errors import InvalidArgument
from okx_sdk.sandbox.streaming.actions import Delay, Reply, SeqGap
from okx_sdk.sandbox.streaming.faults import Match, Rule, When
from okx_sdk.sandbox.streaming.plans import PRESETS, load_plan, read_plan

TEXT = """
seed = 7

[[rule]]
id = "gap"
action = "seq_gap"
match = {channel = "books*", surface = "public"}
when = {every = 50, start = 1}
count = 3

[[rule]]
phase = "before_commit"
action = {name = "reply", code = "60014", message = "slow down"}
p = 0.5
"""
RULES = (
    Rule(
        SeqGap(),
        Match(channel="books*", surface="public"),
        when=When(every=50, start=1.0),
        count=3,
        id="gap",
    ),
    Rule(Reply("60014", "slow down"), phase="before_commit", p=0.5),
)


def test_a_plan_in_toml():
    """Tables of rules, and a seed."""
    plan = read_plan(TEXT)

    assert plan.rules == RULES
    assert plan.seed == 7


def test_a_plan_in_json(tmp_path):
    """The same words."""
    rules = [{"action": {"name": "delay", "seconds": 2}, "match": {"op": "login"}}]
    path = tmp_path / "plan.json"
    path.write_text(json.dumps({"rule": rules}))

    assert load_plan(path).rules == (Rule(Delay(2.0), Match(op="login")),)


def test_a_plan_from_a_file(tmp_path):
    """TOML unless it says JSON."""
    path = tmp_path / "plan.toml"
    path.write_text(TEXT)

    assert load_plan(str(path)).rules == RULES


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        "speed = 3",
        "[[rule]]\nid = 'no action'",
        "[[rule]]\naction = 'explode'",
        "[[rule]]\naction = {name = 'delay'}",
        "[[rule]]\naction = {name = 'delay', minutes = 3}",
        "[[rule]]\naction = 'drop'\nphase = 'never'",
        "[[rule]]\naction = 'drop'\nmatch = {color = 'red'}",
        "[[rule]]\naction = 'drop'\nwhen = {nth = 'third'}",
        "[[rule]]\naction = 'drop'\nmood = 'bad'",
        "rule = 3",
        "rule = [3]",
        "seed = 'x'",
    ],
)
def test_what_cannot_be_understood_is_refused(text):
    """By our own error, whatever is wrong."""
    with pytest.raises(InvalidArgument):
        read_plan(text)


def test_an_unknown_name_lists_the_presets():
    """Neither a file nor a preset."""
    with pytest.raises(InvalidArgument, match="flaky-wifi"):
        load_plan("calm-sea")


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_a_preset_can_be_put_in_force(name):
    """Each has rules whose ids differ, and a client can talk under it."""
    plan = load_plan(name)
    faults = plan.faults(seed=3)

    assert len(faults.in_force()) == len(plan.rules) >= 1
    assert faults.seed == 3


@pytest.mark.slow  # it takes hundreds of pushes until the preset strikes
def test_silent_books():
    """Sooner or later every book falls silent, and trades do not."""
    client = talker(faults=load_plan("silent-books").faults())
    client.subscribe("books", "BTC-USDT")
    client.subscribe("trades", "BTC-USDT")
    client.wait(100)
    found = client.wait(5)

    assert not pushes(found, "books")
    assert pushes(found, "trades")


def test_an_upgrade_of_the_exchange():
    """Each connection is told half a minute after it opens."""
    client = talker(faults=load_plan("exchange-upgrade").faults(), now=NOON)
    client.subscribe("trades", "BTC-USDT")
    found = [m for m in client.wait(31) if m.get("event") == "notice"]

    assert [m["code"] for m in found] == ["64008"]
