"""How outside systems are reached: whose certificates count, which is ours, by which proxy.

Kept apart for each way, so that no certificate of ours is shown to who didn't ask for it.
"""

import re
import ssl
from pathlib import Path
from urllib.parse import unquote, urlsplit

import urllib3
from urllib3.exceptions import ProxyError
from urllib3.util import make_headers

from portal.configuration.operator_files import BadFile
from portal.gateways.deadlines import limited
from portal.once import made_once
from portal.setting_values import ALL_OTHERS, Connection
from portal.settings import Settings

CONNECTIONS = 32
"""Per outside system and process; more callers wait for a free one, within their deadline."""
SYSTEMS = 32
REMEDY = "see PORTAL_CONNECTIONS"
NOT_PEM = "no PEM of a key and {certificate} of its certificate, or key_password isn't right"
CERTIFICATE_FAULTS = {"KEY_VALUES_MISMATCH": "not the key of {certificate}"}
"""By the reason that OpenSSL gives."""
TUNNEL_REFUSED = re.compile(r"Tunnel connection failed: [0-9]{3}")


class Link:
    """One way to reach outside systems; makes its connections on first use, so after any fork."""

    def __init__(self, connection: Connection) -> None:
        """Read the files; raises `BadFile`."""
        self._proxy = connection.proxy.get_secret_value() if connection.proxy else ""
        self._context = _context_of(connection)

    @property
    def pools(self) -> urllib3.PoolManager:
        """Its connections in this process; certificates of servers are always checked."""
        return _pools(self)

    def make_pools(self) -> urllib3.PoolManager:
        """New connections."""
        if self._proxy:
            return limited(self._proxy_pools())
        return limited(
            urllib3.PoolManager(
                num_pools=SYSTEMS,
                maxsize=CONNECTIONS,
                block=True,
                cert_reqs="CERT_REQUIRED",
                ssl_context=self._context,
            )
        )

    def _proxy_pools(self) -> urllib3.ProxyManager:
        parts = urlsplit(self._proxy)
        user = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
        return urllib3.ProxyManager(
            f"http://{parts.netloc.rpartition('@')[2]}",
            proxy_headers=make_headers(proxy_basic_auth=user) if parts.username else None,
            num_pools=SYSTEMS,
            maxsize=CONNECTIONS,
            block=True,
            cert_reqs="CERT_REQUIRED",
            ssl_context=self._context,
        )


@made_once
def _pools(link: Link) -> urllib3.PoolManager:
    return link.make_pools()


@made_once
def _link(connection: Connection) -> Link:
    return Link(connection)


def link_of(settings: Settings, system: str) -> Link:
    """How this system is reached, by the name of its setting; raises `BadFile`."""
    connections = settings.connections
    return _link(connections.get(system) or connections.get(ALL_OTHERS) or Connection())


def cause_of(error: Exception) -> str:
    """What went wrong on the way; of TLS and of proxies also why. Never what was asked for."""
    kind, cause = type(error).__name__, error.args[0] if error.args else None
    if isinstance(cause, ssl.SSLError):
        why = getattr(cause, "verify_message", "") or cause.reason or ""
        return f"{kind} ({why})"
    if isinstance(error, ProxyError) and (refused := TUNNEL_REFUSED.search(str(error))):
        return f"{kind} ({refused[0]})"
    return kind


def _context_of(connection: Connection) -> ssl.SSLContext | None:
    """None where nothing is asked that isn't usual; raises `BadFile`."""
    if not (connection.ca or connection.certificate):
        return None
    for path in filter(None, (connection.ca, connection.certificate, connection.key)):
        _check_readable(path)
    try:
        context = ssl.create_default_context(cafile=connection.ca)
    except ssl.SSLError as error:
        raise BadFile(f"{connection.ca}: no CA in it ({error.reason}); {REMEDY}") from None
    if connection.certificate is not None:
        _load_certificate(context, connection, connection.certificate)
    return context


def _check_readable(path: Path) -> None:
    try:
        path.open("rb").close()
    except OSError as error:
        raise BadFile(f"{path}: {error.strerror}; {REMEDY}") from None


def _load_certificate(context: ssl.SSLContext, connection: Connection, certificate: Path) -> None:
    # Without a password OpenSSL would ask for one at the terminal.
    password = connection.key_password.get_secret_value() if connection.key_password else ""
    try:
        context.load_cert_chain(certificate, connection.key, password)
    except ssl.SSLError as error:
        key = connection.key or certificate
        why = CERTIFICATE_FAULTS.get(error.reason or "", NOT_PEM)
        raise BadFile(f"{key}: {why.format(certificate=certificate)}; {REMEDY}") from None


DIRECT = _link(Connection())
"""The usual way: the CAs of this machine, no certificate of ours, no proxy."""
