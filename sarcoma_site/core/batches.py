"""A long row of things, some at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Thing = TypeVar("Thing")


def in_batches(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """The things in lists of `size`, the last one shorter, each read only when it is asked for.

    As `itertools.batched` does it, which Python 3.11 has not got.
    """
    things = iter(things)
    while batch := list(islice(things, size)):
        yield batch
