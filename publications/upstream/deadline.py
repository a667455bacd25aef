"""An end to a request as a whole: requests' own timeouts begin anew with every byte that arrives."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from requests.adapters import HTTPAdapter
from urllib3.connectionpool import ConnectionPool


class EndableAdapter(HTTPAdapter):
    """Knows the socket that the session waits on, so that another thread can end the waiting.

    For one request at a time. Without it a server that sends a header byte by byte would hold the worker for hours.
    """

    def __init__(self) -> None:
        self.socket: socket.socket | None = None
        super().__init__()

    def get_connection_with_tls_context(self, *args, **kwargs) -> ConnectionPool:
        pool = super().get_connection_with_tls_context(*args, **kwargs)
        adapter = self

        class Connection(type(pool).ConnectionCls):
            def connect(self) -> None:
                super().connect()
                adapter.socket = self.sock

        pool.ConnectionCls = Connection
        return pool

    @contextmanager
    def ending_after(self, seconds: float) -> Iterator[None]:
        """Break off what is still under way after so many seconds; it ends as if the other side had hung up."""
        timer = threading.Timer(max(0.0, seconds), self._end)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _end(self) -> None:
        if self.socket:
            with suppress(OSError):  # It is closed already.
                # Not through TLS, which would want to say goodbye first.
                socket.socket.shutdown(self.socket, socket.SHUT_RDWR)
