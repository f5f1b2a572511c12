"""What is made before the wheel is packed: the joined styles and the compiled translations.

pyproject.toml says where the files of the top-level folders stand in the wheel.
"""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.builders.wheel import WheelBuilderConfig

MAKING = (["tools.styles"], ["babel.messages.frontend", "--quiet", "compile", "-d", "translations"])
"""Modules with their arguments. A process each: the build itself can't import the checkout."""


class WheelHook(BuildHookInterface[WheelBuilderConfig]):
    """Runs at each build of the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make what is not in the repository, and give translations their place in the package."""
        del version
        for command in MAKING:
            subprocess.run([sys.executable, "-m", *command], cwd=self.root, check=True)
        for file in Path(self.root).glob("translations/*/LC_MESSAGES/*.mo"):
            place = file.relative_to(self.root).as_posix()
            build_data["force_include"][str(file)] = f"portal/{place}"
