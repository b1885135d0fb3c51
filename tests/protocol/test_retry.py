"""Whether a failed call is made again, and after how long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okx_sdk import errors
from okx_sdk.errors import (
    BadRow,
    ConnectFailed,
    ConnectionLost,
    CredentialsMissing,
    GatewayFailed,
    InvalidArgument,
    InvalidSignature,
    Maintenance,
    NotJson,
    OkxError,
    OutcomeUnknown,
    RateLimited,
    ReadTimeout,
    RedirectRefused,
    ServiceUnavailable,
    SubAccountRateLimited,
    TlsFailed,
)
from okx_sdk.protocol.retry import Again, GiveUp, Quota, RetryPolicy, verdict

PASSING = [
    ConnectFailed,
    ConnectionLost,
    ReadTimeout,
    GatewayFailed,
    NotJson,
    ServiceUnavailable,
    OutcomeUnknown,
]
LASTING = [
    TlsFailed,
    RedirectRefused,
    BadRow,
    InvalidArgument,
    CredentialsMissing,
    InvalidSignature,
    Maintenance,
]
CHANCE = st.floats(0, 1, exclude_max=True)


def judge(error, attempt=1, elapsed=0.0, chance=0.5, **options):
    quota = options.pop("quota", None) or Quota()
    policy = options.pop("policy", RetryPolicy())
    return verdict(
        error,
        attempt=attempt,
        elapsed=elapsed,
        policy=policy,
        quota=quota,
        chance=chance,
        **options,
    )


def tried(error, chances, latency=0.0, **options):
    """The moments of all tries of a read that always fails."""
    now, moments = 0.0, []
    for chance in chances:
        moments.append(now)
        now += latency
        match judge(error, len(moments), now, chance, **options):
            case Again(delay):
                assert delay >= 0
                now += delay
            case GiveUp():
                return moments, now
    raise AssertionError("it never gives up")


@pytest.mark.parametrize("kind", PASSING)
@given(chances=st.lists(CHANCE, min_size=40, max_size=40), latency=st.floats(0, 3))
def test_a_read_rides_through_an_unannounced_interruption(kind, chances, latency):
    """N13, P1: four tries at most, the last ten seconds after the first at the least."""
    moments, end = tried(kind(), chances, latency)

    assert len(moments) == 4
    assert moments[-1] >= 10.0 - 1e-9
    assert end <= 60.0


@pytest.mark.parametrize("kind", PASSING)
@given(
    attempt=st.integers(1, 3),
    elapsed=st.floats(0, 40),
    chance=CHANCE,
    left=st.integers(5),
)
def test_a_delay_lies_within_its_bounds(kind, attempt, elapsed, chance, left):
    """Invariant 10: full jitter, never under the base nor over the cap."""
    policy = RetryPolicy()

    answer = judge(kind(), attempt, elapsed, chance, quota=Quota(left=left))

    assert isinstance(answer, Again)
    assert policy.base <= answer.delay <= max(policy.base + policy.cap, policy.span)


@given(
    costs=st.lists(st.sampled_from(["fail", "pass"]), max_size=400),
    capacity=st.integers(0, 30),
)
def test_the_quota_stays_between_nothing_and_its_capacity(costs, capacity):
    """P1, invariant 10: when it is spent, nothing is made again."""
    quota = Quota(capacity, capacity)
    for each in costs:
        before = quota.left
        if each == "pass":
            quota.give()
        else:
            answer = judge(ConnectionLost(), quota=quota)
            assert isinstance(answer, Again) == (before >= 5)

        assert 0 <= quota.left <= capacity


def test_an_outage_cannot_become_a_storm():
    """L3: a thousand failing calls spend the quota once."""
    quota = Quota()

    again = sum(
        isinstance(judge(GatewayFailed(), quota=quota), Again) for _ in range(1_000)
    )

    assert again == 100


@pytest.mark.parametrize("kind", LASTING)
@given(attempt=st.integers(1, 5), elapsed=st.floats(0, 100), chance=CHANCE)
def test_what_will_not_pass_is_told_at_once(kind, attempt, elapsed, chance):
    """And costs nothing."""
    quota = Quota()

    assert judge(kind(), attempt, elapsed, chance, quota=quota) == GiveUp()
    assert quota.left == quota.capacity


def test_every_error_that_may_be_asked_again_is_and_no_other():
    """Over the whole tree."""
    kinds = {getattr(errors, name) for name in errors.__all__}
    for kind in kinds:
        if not (isinstance(kind, type) and issubclass(kind, OkxError)):
            continue
        answer = judge(kind())

        assert isinstance(answer, Again) == kind.retryable, kind


@pytest.mark.parametrize("kind", [RateLimited, SubAccountRateLimited])
def test_a_refusal_for_the_rate_is_left_to_the_pacer(kind):
    """P2: nothing was processed; no backoff, no quota, and not for ever."""
    quota = Quota(left=0)

    moments, _ = tried(kind(), [0.9] * 40, latency=2.1, quota=quota)

    assert judge(kind(), quota=quota) == Again(0.0)
    assert 25 <= len(moments) <= 31
    assert quota.left == 0


def test_a_refusal_that_no_pacer_holds_back_waits_out_a_window():
    """P2: a request without a known limit is not repeated in the same window."""
    assert judge(RateLimited(), pause=2.0) == Again(2.0)
    assert judge(RateLimited(retry_after=5.0), pause=2.0) == Again(5.0)


@pytest.mark.parametrize("kind", [RateLimited, GatewayFailed])
@given(wait=st.floats(0, 59), chance=CHANCE)
def test_a_wait_that_is_asked_for_is_kept(kind, wait, chance):
    """P2, N5: Retry-After is a lower bound."""
    answer = judge(kind(retry_after=wait), chance=chance)

    assert isinstance(answer, Again)
    assert answer.delay >= wait


@pytest.mark.parametrize("kind", [RateLimited, GatewayFailed])
@pytest.mark.parametrize(
    ("elapsed", "wait"), [(0, 61), (50, 11), (0, float("inf")), (61, None)]
)
def test_a_wait_beyond_all_patience_is_told_at_once(kind, elapsed, wait):
    """Nobody sits in a call for an hour."""
    quota = Quota()

    assert judge(kind(retry_after=wait), elapsed=elapsed, quota=quota) == GiveUp()
    assert quota.left == quota.capacity


def test_a_policy_may_ask_only_once():
    """`RetryPolicy(tries=1)`."""
    assert judge(ConnectionLost(), policy=RetryPolicy(tries=1)) == GiveUp()


def test_a_quota_is_never_given_more_than_it_holds():
    """Success gives back little by little."""
    quota = Quota(10, 8)
    quota.give()
    quota.give(5)

    assert quota.left == 10
    assert not quota.take(11)
    assert quota.take(10)
    assert quota.left == 0
