"""Which network addresses may be asked: public ones, unless the person who runs this says otherwise.

Names are looked up once, every answer is checked, and the connection goes to a checked address: a name that answers
differently a moment later changes nothing.
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Thread

from verbale.errors import FetchError

# The last 32 bits of these are an IPv4 address that a gateway would pass the connection on to.
_CARRIERS = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"), IPv6Network("::/96"))


def is_public(address: str) -> bool:
    """Whether `address` is reachable by anyone: not private, loopback, link-local, multicast, reserved, nor such a one inside IPv6."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = _inside(ip) if isinstance(ip, IPv6Address) else None
    if inner is not None:
        return is_public(str(inner))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback or ip.is_link_local)


def _inside(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for or tunnels to."""
    if found := ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1]):
        return found
    return IPv4Address(int(ip) & 0xFFFFFFFF) if any(ip in network for network in _CARRIERS) else None


def checked_addresses(host: str, port: int, seconds: float, allow_private: bool = False) -> list[str]:
    """The addresses of `host`, in every way of writing them; raises `FetchError` where one may not be asked or none is found in time."""
    found = _looked_up(host, port, seconds)
    if not allow_private and (refused := next((address for address in found if not is_public(address)), None)):
        raise FetchError(
            f"{host} is {refused}, an address inside a private or local network; such are refused unless private addresses are allowed"
        )
    return found


def _looked_up(host: str, port: int, seconds: float) -> list[str]:
    """Look a name up beside the running thread: the system's resolver knows no time limit."""
    answers: list[str] = []
    faults: list[Exception] = []

    def look_up() -> None:
        try:
            answers.extend(dict.fromkeys(str(answer[4][0]) for answer in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
        except (OSError, UnicodeError, OverflowError) as error:
            faults.append(error)

    thread = Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(max(0.0, seconds))
    if thread.is_alive():
        raise FetchError(f"the name {host} could not be looked up in time")
    if not answers:
        raise FetchError(f"the name {host} is not known ({faults[0] if faults else 'no address'})")
    return list(answers)
