"""Makes sure that Chromium and its driver are there for the browser tests (Debian's packages)."""

import os
import shutil
import subprocess
import sys

PROGRAMS = ("chromium", "chromedriver")
PACKAGES = ("chromium", "chromium-driver")


def main() -> int:
    """Install what is missing where that is allowed; else say what to install."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if not missing:
        return 0
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        print("Installing Chromium for the browser tests …", flush=True)
        for command in (["update", "-qq"], ["install", "-y", "-qq", *PACKAGES]):
            done = subprocess.run(
                ["apt-get", *command], env=environment, stdout=subprocess.DEVNULL, check=False
            )
            if done.returncode != 0:
                break
        else:
            return 0
    print(
        f"The browser tests need {' and '.join(missing)}. "
        f"Install them, on Debian with: apt install {' '.join(PACKAGES)}",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
