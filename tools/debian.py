"""Makes sure that programs are there which only tests need (Debian's packages)."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """Programs that tests need, and the packages that have them."""

    tests: str
    programs: tuple[str, ...]
    packages: tuple[str, ...]


BROWSER = Need("browser tests", ("chromium", "chromedriver"), ("chromium", "chromium-driver"))
PROXY = Need("tests of the proxy", ("nginx",), ("nginx-light",))
NEEDS = {"chromium": BROWSER, "nginx": PROXY}


def main(names: list[str]) -> int:
    """Install what is missing where that is allowed; else say what to install."""
    return max(_provide(NEEDS[name]) for name in names)


def _provide(need: Need) -> int:
    missing = [program for program in need.programs if shutil.which(program) is None]
    if not missing or _install(need):
        return 0
    print(
        f"The {need.tests} need {' and '.join(missing)}. "
        f"Install them, on Debian with: apt install {' '.join(need.packages)}",
        file=sys.stderr,
    )
    return 1


def _install(need: Need) -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"Installing what the {need.tests} need …", flush=True)
    commands = ["update", "-qq"], ["install", "-y", "-qq", *need.packages]
    return all(
        subprocess.run(
            ["apt-get", *command], env=environment, stdout=subprocess.DEVNULL, check=False
        ).returncode
        == 0
        for command in commands
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
