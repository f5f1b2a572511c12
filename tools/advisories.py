"""Ask for known vulnerabilities of all locked packages: `python -m tools.advisories`.

Exit 0: asked, and there are none. 1: there are. 2: nothing is known, as no source of advisories
could be reached or a package was not there: that is no clean bill, and says so.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
SERVICES = ("osv", "pypi")
"""Sources that pip-audit knows, the one that has most first."""
WAIT_S = 10


def main() -> int:
    """Ask each source in turn, until one answers for every package."""
    causes = []
    for service in SERVICES:
        report, cause = ask(service)
        if report is not None and (lines := vulnerabilities(report)):
            print("\n".join(lines), file=sys.stderr)
            return 1
        if report is not None and not (unknown := unanswered(report)):
            print(f"{service} knows no vulnerability of {len(report)} locked packages.")
            return 0
        causes.append(f"{service}: {cause or f'{len(unknown)} packages are not there'}")
    print("ADVISORIES NOT CHECKED: no source answered.", *causes, sep="\n  ", file=sys.stderr)
    return 2


def ask(service: str) -> tuple[list[dict[str, Any]] | None, str]:
    """What this source says of each locked package; None, and the cause, where it is not there."""
    files = [word for lock in LOCKS for word in ("--requirement", str(ROOT / lock))]
    flags = ["--require-hashes", "--disable-pip", "--format=json", "--progress-spinner=off"]
    command = [sys.executable, "-m", "pip_audit", *files, *flags]
    wait = ["--vulnerability-service", service, "--timeout", str(WAIT_S)]
    answer = subprocess.run([*command, *wait], capture_output=True, text=True, check=False)
    try:
        return json.loads(answer.stdout)["dependencies"], ""
    except ValueError:
        return None, (answer.stderr.strip().splitlines() or ["no answer"])[-1][:200]


def vulnerabilities(report: list[dict[str, Any]]) -> list[str]:
    """A line for each known vulnerability."""
    return [
        f"{package['name']} {package['version']}: {vulnerability['id']}, mended in "
        + (", ".join(vulnerability["fix_versions"]) or "nothing yet")
        for package in report
        for vulnerability in package.get("vulns", ())
    ]


def unanswered(report: list[dict[str, Any]]) -> list[str]:
    """The packages of which the source knows nothing: pip-audit itself counts them as fine."""
    return [package["name"] for package in report if "skip_reason" in package]


if __name__ == "__main__":
    sys.exit(main())
