"""An answer that is too much to read whole: its content, piece by piece."""

from collections.abc import Iterator

from urllib3.exceptions import HTTPError

from portal.domain.failures import SourceUnavailable
from portal.gateways.exchange import Response

PIECE_BYTES = 64 * 1024
UNREADABLE = (HTTPError, TimeoutError, ValueError)
"""What reading a body raises; `ValueError` where Python's own client is led astray by a chunk."""


class Stream(Iterator[bytes]):
    """The content of a successful answer, piece by piece; gives back its connection at the end."""

    def __init__(self, system: str, response: Response) -> None:
        self._system = system
        self._response = response

    def __next__(self) -> bytes:
        """The next piece; raises `SourceUnavailable` when it stops halfway."""
        try:
            piece = self._response.read(PIECE_BYTES)
        except UNREADABLE as error:
            self.close()
            raise SourceUnavailable(self._system, f"{type(error).__name__} in a download") from None
        if not piece:
            self.close()
            raise StopIteration
        return piece

    @property
    def size(self) -> int | None:
        """Bytes in all; None where that is not told, or they come packed in some way.

        What breaks off before, raises.
        """
        headers = self._response.headers
        if headers.get("Content-Encoding") or headers.get("Transfer-Encoding"):
            return None
        length = headers.get("Content-Length", "")
        return int(length) if length.isascii() and length.isdigit() else None

    def close(self) -> None:
        """Stop reading; more than once does no harm."""
        self._response.close()
        self._response.release_conn()

    def __del__(self) -> None:
        # A download that nobody began to read would keep its place in the pool for ever.
        self.close()
