"""What comes along with the portal, what is known of it, and that no secret comes along."""

import json
import re

import pytest

from tests.lint import ROOT
from tools import advisories, sbom, secret_scan, vendor


@pytest.fixture(scope="module")
def bill():
    """The bill of materials, as it is written down."""
    return json.loads(sbom.as_json(sbom.bill()))


@pytest.fixture(scope="module")
def parts(bill):
    """What it lists, by reference."""
    return {part["bom-ref"]: part for part in bill["components"]}


def test_bill_has_each_locked_package_with_version_and_hashes(parts):
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    locked = dict(re.findall(r"^([\w.-]+)==(\S+)", lock, re.MULTILINE))

    listed = {ref.removeprefix("pypi:"): part for ref, part in parts.items() if "pypi:" in ref}

    assert {name: part["version"] for name, part in listed.items()} == locked
    hashes = [each for part in listed.values() for each in part["hashes"]]
    assert len(hashes) == lock.count("--hash=sha256:")
    assert all(part["licenses"] for part in listed.values() if part["name"] != "tzdata")
    assert parts["pypi:urllib3"]["purl"] == f"pkg:pypi/urllib3@{locked['urllib3']}"


def test_bill_has_each_vendored_file_with_licence_and_hash(parts):
    files = {
        file["name"]: file["hashes"][0]["content"]
        for part in parts.values()
        for file in part.get("components", ())
    }
    present = {
        str(path.relative_to(ROOT))
        for folder in vendor.FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path != vendor.LOCK
    }

    assert files.keys() == present
    assert vendor.differences() == []
    assert parts["npm:htmx.org"]["licenses"] == [{"license": {"id": "0BSD"}}]
    assert parts["debian:fonts-noto-core"]["purl"].startswith("pkg:deb/debian/fonts-noto-core@")


def test_bill_is_of_the_format_that_it_says(bill):
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["name"] == "mijngemeente"
    assert bill["metadata"]["component"]["licenses"] == [{"license": {"id": "EUPL-1.2"}}]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("-----BEGIN " + "EC PRIVATE KEY-----", "Private Key"),
        ("https://user:geheim@" + "voorbeeld.example/pad", "Basic Auth Credentials"),
        ("ghp_" + "a1B2" * 9, "GitHub Token"),
        ("AKIA" + "ABCDEFGH12345678", "AWS Access Key"),
        ('{"kty": "EC", "d": "' + "aZ0_" * 11 + '"}', "Private JWK"),
        ("PORTAL_ENCRYPTION_KEYS=k1:" + "aB3/" * 10 + "aB3=", "Encryption key"),
        ("PORTAL_INDEX_KEYS=k2:" + "Zx9-" * 10, "Index or client key"),
    ],
)
def test_scan_finds_secrets(text, kind):
    assert (2, kind) in set(secret_scan.secrets_in(f"\n{text}\n"))


def test_scan_names_place_and_kind_but_never_the_secret(monkeypatch, tmp_path):
    monkeypatch.setattr(secret_scan, "ROOT", tmp_path)
    (tmp_path / "a.env").write_text("ghp_" + "a1B2" * 9, "utf-8")

    assert secret_scan.scan("a.env") == ["a.env:1: GitHub Token"]
    assert secret_scan.scan("gone.env") == []


def test_each_file_with_an_exception_is_there():
    assert {path for path, _kind in secret_scan.ALLOWED} <= set(secret_scan.tracked_files())


SAFE = [{"name": "a", "version": "1", "vulns": []}]
UNSAFE = [{"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]}]
UNKNOWN = [{"name": "a", "skip_reason": "not found"}]


@pytest.mark.parametrize(
    ("answers", "code", "words"),
    [
        ([(SAFE, "")], 0, "osv knows no vulnerability of 1 locked packages."),
        ([(None, "unreachable"), (SAFE, "")], 0, "pypi knows no"),
        ([(UNSAFE, "")], 1, "a 1: PYSEC-1, mended in 2"),
        ([(None, "unreachable"), (UNKNOWN, "")], 2, "ADVISORIES NOT CHECKED"),
        ([(UNKNOWN, ""), (None, "unreachable")], 2, "osv: 1 packages are not there"),
        ([(None, "unreachable"), (None, "unreachable")], 2, "pypi: unreachable"),
    ],
)
def test_no_answer_about_advisories_is_no_clean_bill(monkeypatch, capsys, answers, code, words):
    replies = iter(answers)
    monkeypatch.setattr(advisories, "ask", lambda _service: next(replies))

    assert advisories.main() == code

    captured = capsys.readouterr()
    assert words in captured.out + captured.err
