"""Write the bill of materials (CycloneDX 1.6, JSON): `python -m tools.sbom dist/sbom.cdx.json`.

It has all that comes along: the locked packages, and what is vendored of npm and Debian with each
of its files. Licences of packages are what the installed ones say of themselves.
"""

import re
import sys
import tomllib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

from tools import vendor

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements.lock"
PACKAGE = re.compile(r"^([\w.-]+)==(\S+)(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
SHA256 = re.compile(r"--hash=sha256:([0-9a-f]{64})")
NAME_MOST = 60
"""Longer, the field holds the whole text of a licence."""
_LICENCES = LicenseFactory()


def main(path: Path) -> None:
    """Write it there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_json(bill()), "utf-8")


def bill() -> Bom:
    """The portal with all its parts."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    bom = Bom()
    bom.metadata.component = Component(
        name=project["name"],
        version=project["version"],
        type=ComponentType.APPLICATION,
        licenses=[_LICENCES.make_from_string(project["license"])],
        bom_ref=project["name"],
    )
    bom.components.update([*packages(LOCK.read_text("utf-8")), *vendored()])
    bom.register_dependency(bom.metadata.component, bom.components)
    return bom


def as_json(bom: Bom) -> str:
    """The bill as it is handed over."""
    output = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6)
    return str(output.output_as_string(indent=1))


def packages(lock: str) -> Iterable[Component]:
    """The packages of a lock, each with the hashes of the files that it may be."""
    for name, version, rest in PACKAGE.findall(lock):
        yield Component(
            name=name,
            version=version,
            licenses=_licences(_licence_of(name)),
            hashes=[_sha256(digest) for digest in SHA256.findall(rest)],
            purl=PackageURL("pypi", name=name, version=version),
            bom_ref=f"pypi:{name}",
        )


def vendored() -> Iterable[Component]:
    """What was taken from npm and Debian, with each file as it stands here."""
    origins = {package.name: package.origin for package in vendor.wanted()}
    for package in tomllib.loads(vendor.LOCK.read_text("utf-8"))["package"]:
        name, version = package["name"], package["version"]
        yield Component(
            name=name,
            version=version,
            licenses=_licences(package["licence"]),
            purl=_address(origins[name], name, version),
            bom_ref=f"{origins[name]}:{name}",
            components=[_file(name, file) for file in package["files"]],
        )


def _file(package: str, file: dict[str, Any]) -> Component:
    return Component(
        name=file["path"],
        type=ComponentType.FILE,
        hashes=[_sha256(file["sha256"])],
        bom_ref=f"{package}:{file['path']}",
    )


def _address(origin: vendor.Origin, name: str, version: str) -> PackageURL:
    if origin is vendor.Origin.DEBIAN:
        return PackageURL("deb", "debian", name, version)
    group, _slash, short = name.rpartition("/")
    return PackageURL("npm", group or None, short, version)


def _licence_of(name: str) -> str:
    """As the package names it; '' for one that isn't installed on this machine."""
    try:
        facts = metadata.metadata(name).json
    except metadata.PackageNotFoundError:
        return ""
    classifiers = [line.split(" :: ") for line in facts.get("classifier", ())]
    of_classifiers = ", ".join(line[-1] for line in classifiers if line[0] == "License")
    names = [facts.get("license_expression"), facts.get("license"), of_classifiers]
    return next((str(text) for text in names if text and len(text) <= NAME_MOST), "")


def _licences(text: str) -> list[Any]:
    return [_LICENCES.make_from_string(text)] if text else []


def _sha256(digest: str) -> HashType:
    return HashType(alg=HashAlgorithm.SHA_256, content=digest)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
