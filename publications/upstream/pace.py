"""How fast we may ask: a service's limit, kept by all our processes together."""

import fcntl
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

# A place in the queue further off than this is no queue: the machine's clock was set back.
LONGEST_QUEUE = 60.0


class Clock:
    """The time, and waiting for it. Tests put another in its place, which waits for nothing."""

    def time(self) -> float:
        return time.time()

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


clock = Clock()


def folder() -> Path:
    return Path(settings.VAR_DIR) / "pace"


class Pace:
    """At most so many requests a second to one service.

    The worker, a web request and a command may ask at once, and the service counts them as one. So the time at which
    the next request may start stands in a file under `var/`, and who wants to ask takes that time and puts the next
    one in its place, under the file's lock. Then each waits for its own turn, without the lock. Processes that do not
    share `var/` count for themselves.
    """

    def __init__(self, service: str, per_second: float) -> None:
        self.path = folder() / service.lower()
        self.interval = 1 / per_second

    def wait(self) -> None:
        """Return when the next request may start."""
        try:
            turn = self._take_turn()
        except OSError:  # Nowhere to write: waiting before each request keeps at least this thread within the limit.
            turn = clock.time() + self.interval
        if (seconds := turn - clock.time()) > 0:
            clock.sleep(seconds)

    def _take_turn(self) -> float:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a+") as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # Let go when the file is closed, even by a kill.
            file.seek(0)
            now, turn = clock.time(), 0.0
            with suppress(ValueError):
                turn = float(file.read(40))
            turn = max(now, turn) if turn - now < LONGEST_QUEUE else now
            file.truncate(0)
            file.write(f"{turn + self.interval:.6f}")
            return turn
