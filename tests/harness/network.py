"""No test leaves the machine: only loopback and Unix sockets connect."""

import ipaddress
import socket
from typing import Any

import pytest


def is_local(address: Any) -> bool:
    """Whether a socket address lies on this machine.

    >>> is_local(("127.0.0.1", 80)), is_local(("192.0.2.1", 80)), is_local("/tmp/socket")
    (True, False, True)
    """
    if not isinstance(address, tuple):
        return True
    try:
        return ipaddress.ip_address(address[0]).is_loopback
    except ValueError:
        return address[0] in {"localhost", ""}


def close_network(patch: pytest.MonkeyPatch) -> None:
    """Refuse connections and look-ups to anywhere else."""
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def check(address: Any) -> None:
        if not is_local(address):
            raise PermissionError(f"tests do not use the network: {address!r}")

    def guarded_connect(self: socket.socket, address: Any) -> None:
        check(address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        check(address)
        return connect_ex(self, address)

    def guarded_look_up(host: Any, *rest: Any, **named: Any) -> Any:
        check((host or "localhost", 0))
        return look_up(host, *rest, **named)

    patch.setattr(socket.socket, "connect", guarded_connect)
    patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    patch.setattr(socket, "getaddrinfo", guarded_look_up)
