"""Whatever becomes of a file: a form, or mistakes that say where and what to do."""

import random
import time

import pytest

from forms import BadForms, load_form
from tests.forms.factories import SOURCES
from tests.forms.mutations import ORIGINALS, mutated
from tests.forms.typing_at_random import walk

MOST_SECONDS = 1


def outcome(folder, number):
    """What comes of the mutation of this number: '' for a form or for good mistakes."""
    dice = random.Random(number)
    name, original = ORIGINALS[number % len(ORIGINALS)]
    content = mutated(original, dice)
    file = folder / name
    file.write_bytes(content)
    start = time.process_time()
    try:
        walk(load_form(file, SOURCES), dice)
    except BadForms as error:
        last = content.replace(b"\r", b"\n").count(b"\n") + 1
        for each in error.mistakes:
            assert 1 <= each.line <= last, each
            assert len(each.remedy) > 4, each
            assert len(each.problem) > 4, each
    assert time.process_time() - start < MOST_SECONDS


def faults_of(folder, numbers):
    """The numbers whose file ends in a crash, with how."""
    faults = {}
    for number in numbers:
        try:
            outcome(folder, number)
        except Exception as error:  # noqa: BLE001  # any crash at all is the fault
            faults[number] = repr(error)[:300]
    return faults


@pytest.mark.slow
@pytest.mark.no_cover  # tries at random, as properties do: other tests follow line by line
def test_200_mutations_are_forms_or_tell_what_to_do(tmp_path):
    assert faults_of(tmp_path, range(200)) == {}


@pytest.mark.stress
@pytest.mark.parametrize("first", range(200, 5_200, 1_000))
def test_5000_mutations_are_forms_or_tell_what_to_do(tmp_path, first):
    assert faults_of(tmp_path, range(first, first + 1_000)) == {}
