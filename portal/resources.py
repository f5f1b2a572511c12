"""Where the files are that come with the portal: pages, styles, translations, registers."""

from pathlib import Path

PACKAGE = Path(__file__).parent


def resource(name: str) -> Path:
    """A file or folder of the portal, such as `templates` or `activities.toml`.

    In a wheel all of them stand in the package; in a checkout the top-level ones stand beside it.
    """
    packaged = PACKAGE / name
    return packaged if packaged.exists() else PACKAGE.parent / name
