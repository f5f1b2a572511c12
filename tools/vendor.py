"""Fetch what the portal takes from npm and Debian, and check that nobody changed it since.

`python -m tools.vendor`        compare every vendored file with the lock; exit 1 names what differs
`python -m tools.vendor fetch`  take the packages of tools/vendor.toml anew and write files and lock

Packages are unpacked in a temporary folder, without running their scripts; nothing else stays.
What is of Debian needs `apt-get` and `dpkg-deb`.
"""

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

ROOT = Path(__file__).parent.parent
WANTED = ROOT / "tools/vendor.toml"
LOCK = ROOT / "static/vendor/vendor.lock.toml"
BUNDLE = Path("static/vendor/nlds.css")
FOLDERS = (Path("static/vendor"), Path("accessibility/vendor"), Path("portal/printing/vendor"))
OWN_STYLES = ROOT / "static/css"

_DECLARATION = re.compile(r"(--[\w-]+):\s*([^;]+);")
_REFERENCE = re.compile(r"var\(\s*(--[\w-]+)")


class Origin(StrEnum):
    """Where a package comes from."""

    NPM = "npm"
    DEBIAN = "debian"


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One package of tools/vendor.toml; `files` holds (path in the package, path here)."""

    name: str
    origin: Origin
    version: str
    licence: str
    licence_file: str
    css: str | None
    tokens: str | None
    files: tuple[tuple[str, Path], ...]

    @property
    def licence_here(self) -> Path:
        """Where its licence text stands in the repository."""
        first = self.files[0][1] if self.files else BUNDLE
        base = next(folder for folder in FOLDERS if first.is_relative_to(folder))
        return base / "licences" / f"{self.name.lstrip('@').replace('/', '-')}.txt"


def wanted() -> tuple[Package, ...]:
    """The packages of tools/vendor.toml, in its order."""
    entries = tomllib.loads(WANTED.read_text("utf-8"))["package"]
    return tuple(_package(entry) for entry in entries)


def differences() -> list[str]:
    """What is wrong with the vendored files, a line each; empty when all is as locked."""
    locked = {
        Path(file["path"]): file["sha256"]
        for package in tomllib.loads(LOCK.read_text("utf-8"))["package"]
        for file in package["files"]
    }
    present = {path.relative_to(ROOT) for folder in FOLDERS for path in _files(ROOT / folder)}
    present -= {LOCK.relative_to(ROOT)}
    lines = [f"{path}: is missing" for path in sorted(locked.keys() - present)]
    lines += [f"{path}: is not in the lock" for path in sorted(present - locked.keys())]
    lines += [
        f"{path}: differs from the lock"
        for path in sorted(present & locked.keys())
        if _sha256(ROOT / path) != locked[path]
    ]
    return lines + [f"{BUNDLE}: lacks the token {token}" for token in sorted(_missing_tokens())]


def fetch() -> None:
    """Install the wanted packages in a temporary folder and write files and lock."""
    packages = wanted()
    with tempfile.TemporaryDirectory() as folder:
        modules = _install([p for p in packages if p.origin is Origin.NPM], Path(folder))
        for package in packages:
            if package.origin is Origin.DEBIAN:
                _unpack(package, modules)
        for place in FOLDERS:
            shutil.rmtree(ROOT / place, ignore_errors=True)
        for package in packages:
            _copy(package, modules / package.name)
        (ROOT / BUNDLE).write_text(_bundle(packages, modules), "utf-8")
    LOCK.write_text(_lock(packages), "utf-8")


def main(arguments: list[str]) -> int:
    """Run the command; the exit status is 1 when something differs from the lock."""
    if arguments == ["fetch"]:
        fetch()
    lines = differences()
    sys.stdout.write("\n".join(lines or ["Vendored files are as locked."]) + "\n")
    return 1 if lines else 0


def _package(entry: dict[str, object]) -> Package:
    files = entry.get("files", [])
    assert isinstance(files, list)
    pairs = [str(file).split(" = ") for file in files]
    return Package(
        name=str(entry["name"]),
        origin=Origin(str(entry.get("origin", Origin.NPM))),
        version=str(entry["version"]),
        licence=str(entry["licence"]),
        licence_file=str(entry["licence_file"]),
        css=str(entry["css"]) if "css" in entry else None,
        tokens=str(entry["tokens"]) if "tokens" in entry else None,
        files=tuple((source, Path(target)) for source, target in pairs),
    )


def _install(packages: Iterable[Package], folder: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is needed to fetch packages, and is not on the PATH.")
    flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--omit=peer"]
    names = [f"{package.name}@{package.version}" for package in packages]
    command = [npm, "install", "--prefix", str(folder), *flags, *names]
    subprocess.run(command, check=True, cwd=folder)
    return folder / "node_modules"


def _unpack(package: Package, folder: Path) -> None:
    """Unpack a package of Debian in a folder of its name; nothing of it runs or is installed."""
    place = folder / package.name
    place.mkdir()
    name = f"{package.name}={package.version}"
    subprocess.run(["apt-get", "download", "--quiet", name], check=True, cwd=place)
    (archive,) = place.glob("*.deb")
    subprocess.run(["dpkg-deb", "--extract", archive, place], check=True)


def _copy(package: Package, source: Path) -> None:
    pairs = [*package.files, (package.licence_file, package.licence_here)]
    for origin, target in pairs:
        (ROOT / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / origin, ROOT / target)


def _bundle(packages: Iterable[Package], modules: Path) -> str:
    """The components' styles and the tokens that they or our own styles use, in one layer."""
    components: list[str] = []
    tokens: dict[str, str] = {}
    for package in packages:
        if package.css:
            text = (modules / package.name / package.css).read_text("utf-8")
            components.append(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL).strip())
        if package.tokens:
            text = (modules / package.name / package.tokens).read_text("utf-8")
            tokens |= dict(_DECLARATION.findall(text))
    styles = "\n".join(components)
    used = _reachable(set(_REFERENCE.findall(styles + _own_styles())), tokens)
    lines = "\n".join(f"{name}:{tokens[name].strip()};" for name in sorted(used))
    return (
        "/* NL Design System; see vendor.lock.toml. Written by tools/vendor.py, not by hand. */\n"
        f"@layer vendor {{\n.voorbeeld-theme {{\n{lines}\n}}\n{styles}\n}}\n"
    )


def _reachable(names: set[str], tokens: dict[str, str]) -> set[str]:
    found: set[str] = set()
    while todo := (names & tokens.keys()) - found:
        found |= todo
        names = {name for token in todo for name in _REFERENCE.findall(tokens[token])}
    return found


def _missing_tokens() -> set[str]:
    """Tokens of NL Design System that our styles use and the bundle does not define."""
    asked = set(_REFERENCE.findall(_own_styles()))
    defined = {name for name, _ in _DECLARATION.findall((ROOT / BUNDLE).read_text("utf-8"))}
    set_here = {name for name, _ in _DECLARATION.findall(_own_styles())}
    ours = {name for name in asked if name.startswith(("--basis-", "--utrecht-", "--nl-"))}
    return ours - defined - set_here


def _own_styles() -> str:
    return "\n".join(
        path.read_text("utf-8")
        for path in sorted(OWN_STYLES.rglob("*.css"))
        if path.name != "portal.css"
    )


def _lock(packages: Iterable[Package]) -> str:
    lines = ["# Written by tools/vendor.py fetch. Which file came from which package, unchanged."]
    for package in packages:
        paths = [target for _, target in package.files] + [package.licence_here]
        if package.tokens:
            paths.append(BUNDLE)
        lines += ["", "[[package]]", f'name = "{package.name}"', f'version = "{package.version}"']
        lines += [f'licence = "{package.licence}"', "files = ["]
        lines += [f'    {{ path = "{p}", sha256 = "{_sha256(ROOT / p)}" }},' for p in paths]
        lines += ["]"]
    return "\n".join(lines) + "\n"


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
