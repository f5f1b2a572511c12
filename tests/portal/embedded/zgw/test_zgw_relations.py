"""Cases that hang together: parts of a case, and other cases that one has to do with."""

from uuid import uuid4

import pytest


def test_a_part_is_named_by_both(api):
    main, part = api.case(), api.case()

    answer = api.patch(part["url"], {"hoofdzaak": main["url"]})

    assert answer.json["hoofdzaak"] == main["url"]
    assert api.get(main["url"]).json["deelzaken"] == [part["url"]]
    api.patch(part["url"], {"hoofdzaak": None})
    assert api.get(main["url"]).json["deelzaken"] == []


def test_a_part_has_no_parts(api):
    main, part, other = api.case(), api.case(), api.case()
    api.patch(part["url"], {"hoofdzaak": main["url"]})

    for case, its_main in ((other, part), (main, other), (main, main)):
        answer = api.patch(case["url"], {"hoofdzaak": its_main["url"]})

        assert answer.status_code == 400
        assert answer.json["invalidParams"][0]["name"] == "hoofdzaak"


@pytest.mark.parametrize("field", ["hoofdzaak", "relevanteAndereZaken"])
def test_a_case_that_is_not_there_is_refused(api, field):
    case = api.case()
    url = case["url"].replace(case["uuid"], str(uuid4()))
    value = url if field == "hoofdzaak" else [{"url": url, "aardRelatie": "vervolg"}]

    answer = api.patch(case["url"], {field: value})

    assert answer.status_code == 400
    assert answer.json["invalidParams"][0]["code"] == "does_not_exist"


def test_other_cases_are_told_with_what_they_have_to_do_with_it(api):
    case, other = api.case(), api.case()
    relation = {"url": other["url"], "aardRelatie": "vervolg"}

    api.patch(case["url"], {"relevanteAndereZaken": [relation]})

    [told] = api.get(case["url"]).json["relevanteAndereZaken"]
    assert (told["url"], told["aardRelatie"]) == (other["url"], "vervolg")
    assert api.get(other["url"]).json["relevanteAndereZaken"] == []
