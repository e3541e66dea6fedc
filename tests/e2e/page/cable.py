"""A cable between a browser and a server, which can be cut while something runs through it."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Thread


class Cable:
    """Carries every connection on to `port`, until it is cut; can be mended."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._whole = True
        self._ends: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Break all that runs now, and refuse what comes."""
        self._whole = False
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """Carry again what comes."""
        self._whole = True

    def remove(self) -> None:
        """Cut it for good."""
        self.cut()
        self._listening.close()
        for end in self._ends:
            end.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                if not self._whole:
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self._to))
                self._ends += [near, far]
                Thread(target=_carry, args=(near, far), daemon=True).start()
                Thread(target=_carry, args=(far, near), daemon=True).start()


def _carry(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(65_536):
            sink.sendall(piece)
        sink.shutdown(socket.SHUT_RDWR)
