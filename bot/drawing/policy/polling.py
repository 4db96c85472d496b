"""When a provider is asked how an operation is doing. All durations are in seconds.

``roll`` is a random number from 0 to 1, passed in so that a decision is a value.
"""

# Simulated against a median of 20 s with 5 % up to 2 h, these lag 1.7 s at the median (see docs/reliability.md).
FIRST_POLL_SHARE = 0.4  # of the model's usual time
POLL_GROWTH = 0.15  # of the operation's age
POLL_JITTER = 0.15
SHORTEST_POLL, LONGEST_POLL = 0.2, 300.0

_LEARNED = 0.1  # how much one more picture moves what is thought to be usual
_OUTLIER = 3.0  # times the usual: what took longer moves it no further


def first_poll(usual_seconds: float) -> float:
    """When to ask for the first time after the submission."""
    return max(SHORTEST_POLL, FIRST_POLL_SHARE * usual_seconds)


def next_poll(age: float, usual_seconds: float, roll: float) -> float:
    """When to ask again for an operation submitted ``age`` ago: ever more seldom, never in step with others."""
    shortest = min(max(usual_seconds / 10, SHORTEST_POLL), 2.0)
    interval = min(max(POLL_GROWTH * age, shortest), LONGEST_POLL)
    return interval * (1 - POLL_JITTER + 2 * POLL_JITTER * roll)


def learned(usual_seconds: float, took: float) -> float:
    """The usual time of a model after one more picture took ``took``: a slow average that outliers hardly move."""
    plausible = min(max(took, 0.0), _OUTLIER * usual_seconds)  # less than nothing where the clock was set back
    return usual_seconds + _LEARNED * (plausible - usual_seconds)
