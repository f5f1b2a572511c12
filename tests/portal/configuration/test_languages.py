"""Languages: each has its texts, or the portal does not start."""

import pytest

from portal.configuration.languages import LANGUAGES, check_translations
from portal.configuration.operator_files import BadFile
from portal.resources import resource


def test_each_language_of_this_checkout_has_its_texts():
    assert check_translations(resource("translations")) is None


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "nl"])
def test_start_stops_without_the_texts_of_a_language(tmp_path, code):
    for other in LANGUAGES.keys() - {code}:
        folder = tmp_path / other / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "messages.mo").touch()

    with pytest.raises(BadFile, match=f"{code}/LC_MESSAGES/messages.mo: no such file"):
        check_translations(tmp_path)
