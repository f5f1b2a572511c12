"""Which words of the municipality's file are those of a status."""

from portal.domain.status_words import StatusRegister, StatusWords

NAMED, NUMBERED = StatusWords(words={"nl": "Bij naam"}), StatusWords(words={"nl": "Bij nummer"})
REGISTER = StatusRegister({"KWIJTSCHELDING": {"Ontvangen": NAMED, "1": NUMBERED}})


def test_name_of_a_status_counts_before_its_number():
    assert REGISTER.of("KWIJTSCHELDING", "Ontvangen", 1) is NAMED
    assert REGISTER.of("KWIJTSCHELDING", "Binnen", 1) is NUMBERED
    assert REGISTER.of("KWIJTSCHELDING", "Binnen", None) is None
    assert REGISTER.of("VERHUIZING", "Ontvangen", 1) is None
