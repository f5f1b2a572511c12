"""Look through every tracked file for secrets: `python -m tools.secret_scan`; exit 1 names them.

The patterns are those of detect-secrets. Its own scan takes minutes here, mostly on guesses by
entropy that hashes of locks and public standards are full of; patterns alone take seconds.
"""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
from detect_secrets.plugins.base import RegexBasedDetector

ROOT = Path(__file__).parent.parent
OTHERS = ("Cloudant", "IbmC", "IPPublic", "Mailchimp", "Softlayer")
"""Services that nothing here has to do with; their patterns are slow."""
OF_OUR_OWN = {
    "Private JWK": re.compile(r"""["']d["']\s*:\s*["'][A-Za-z0-9_-]{40,}["']"""),
    "Encryption key": re.compile(r"\bk\d+:(?!A{43})[A-Za-z0-9+/]{43}="),
    "Index or client key": re.compile(r"\bk\d+:(?!(\w)\1{31})[A-Za-z0-9_-]{32,}"),
}
"""What the portal itself holds: `PORTAL_OIDC_PRIVATE_KEY`, `PORTAL_ENCRYPTION_KEYS` and others."""
JWT, LOGIN = "JSON Web Token", "Basic Auth Credentials"
ALLOWED = {
    ("SETTINGS.md", LOGIN): "shows how an address is written",
    ("portal/setting_values.py", LOGIN): "shows how an address is written",
    ("portal/own_settings.py", LOGIN): "shows how an address is written",
    ("tests/portal/gateways/identity/test_faults.py", JWT): "a token that must be refused",
    ("tests/portal/gateways/test_links.py", LOGIN): "of a proxy that the test itself is",
    ("tests/tools/test_supply.py", LOGIN): "what the scan must find",
}
RECORDED = "tests/specs/recorded/"
"""Answers of an Open Zaak that is gone, with the tokens that it was asked with."""


def main() -> int:
    """Scan all tracked files."""
    hits = [hit for path in tracked_files() for hit in scan(path)]
    for hit in hits:
        print(hit, file=sys.stderr)
    return 1 if hits else 0


def tracked_files() -> list[str]:
    """All files under version control."""
    command = ["git", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [path for path in listed.stdout.split("\0") if path]


def scan(path: str) -> list[str]:
    """`path:line: kind` of each secret in this file that is not allowed; never the secret."""
    try:
        text = (ROOT / path).read_text("utf-8")
    except (UnicodeDecodeError, FileNotFoundError):
        return []  # a font or picture; or taken away, and not committed yet
    is_recorded = path.startswith(RECORDED)
    return [
        f"{path}:{line}: {kind}"
        for line, kind in secrets_in(text)
        if (path, kind) not in ALLOWED and not (is_recorded and kind == JWT)
    ]


def secrets_in(text: str) -> Iterator[tuple[int, str]]:
    """(line, kind) of each secret in a text."""
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            yield text.count("\n", 0, match.start()) + 1, kind


def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    kinds: Mapping[str, Callable[[], object]] = get_mapping_from_secret_type_to_class()
    plugins = [make() for make in kinds.values()]
    return [
        (plugin.secret_type, pattern)
        for plugin in plugins
        if isinstance(plugin, RegexBasedDetector) and not type(plugin).__name__.startswith(OTHERS)
        for pattern in plugin.denylist
    ]


PATTERNS = [*_patterns(), *OF_OUR_OWN.items()]


if __name__ == "__main__":
    sys.exit(main())
