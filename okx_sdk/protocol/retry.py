"""Whether a failed call is made again, and after how long: values, not sleeps."""

from __future__ import annotations

from attrs import define, frozen

from okx_sdk.errors import OkxError, RateLimited

__all__ = ["Again", "GiveUp", "Quota", "RetryPolicy", "Verdict", "verdict"]


@frozen
class Again:
    """Make the call again after *delay* seconds."""

    delay: float


@frozen
class GiveUp:
    """Tell the caller."""


Verdict = Again | GiveUp


@frozen
class RetryPolicy:
    """How long a read is tried, and what else does no more when it is made twice.

    The exchange interrupts its service for up to five seconds without a word, so the
    last try is never earlier than *span* seconds after the first.
    """

    tries: int = 4
    span: float = 10.0
    base: float = 0.25
    cap: float = 8.0
    refusals: int = 30
    patience: float = 60.0


@define
class Quota:
    """What all calls of a client may spend on retries, so that none become a storm.

    A retry takes some of it, a call that succeeds at once gives a little back.
    """

    capacity: int = 500
    left: int = 500

    def take(self, cost: int) -> bool:
        """Spend, if there is enough."""
        if self.left < cost:
            return False
        self.left -= cost
        return True

    def give(self, amount: int = 1) -> None:
        """Give back, never above the capacity."""
        self.left = min(self.capacity, self.left + amount)


def verdict(
    error: OkxError,
    *,
    attempt: int,
    elapsed: float,
    policy: RetryPolicy,
    quota: Quota,
    chance: float,
    pause: float = 0.0,
) -> Verdict:
    """Judge a failure of what may be made twice.

    Args:
        error: what went wrong.
        attempt: the how many-th try this was, from 1.
        elapsed: seconds since the first try.
        policy: how long a read is tried.
        quota: what is left for retries.
        chance: a fresh random number of [0, 1): the delay is the full jitter of an
            exponential backoff.
        pause: seconds to wait after a refusal, where no pacer holds the next try back.
    """
    if not error.retryable:
        return GiveUp()
    if isinstance(error, RateLimited):
        return _after_refusal(error, attempt, elapsed, policy, pause)
    if attempt >= policy.tries:
        return GiveUp()
    delay = policy.base + chance * min(policy.cap, policy.base * 4**attempt)
    if attempt == policy.tries - 1:
        delay = max(delay, policy.span - elapsed)
    return _within(error, delay, elapsed, policy, quota)


def _within(
    error: OkxError, delay: float, elapsed: float, policy: RetryPolicy, quota: Quota
) -> Verdict:
    delay = max(delay, error.retry_after or 0.0)
    if elapsed + delay > policy.patience or not quota.take(5):
        return GiveUp()
    return Again(delay)


def _after_refusal(
    error: RateLimited,
    attempt: int,
    elapsed: float,
    policy: RetryPolicy,
    pause: float,
) -> Verdict:
    """Nothing was processed, and the pacer now holds calls back: no backoff."""
    delay = max(pause, error.retry_after or 0.0)
    if attempt > policy.refusals or elapsed + delay > policy.patience:
        return GiveUp()
    return Again(delay)
