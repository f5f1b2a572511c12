"""Files of forms are parsed once; what a test does to their values stays with that test."""

from forms.yaml_file import YamlFile

CONTENT = b"slug: x\npages:\n- title: Wie\n- []\nodd: &a b\n"


def test_values_that_a_test_changes_are_as_they_were_for_the_next():
    first = YamlFile.inspect("a.yaml", CONTENT)
    first.data["pages"][0]["title"] = "changed"
    first.data["pages"].append("more")

    second = YamlFile.inspect("a.yaml", CONTENT)

    assert second.data["pages"] == [{"title": "Wie"}, []]
    assert second.place(("pages", 0, "title")).value == "Wie"


def test_what_is_wrong_and_where_is_told_again():
    first, second = (YamlFile.inspect("a.yaml", CONTENT) for _time in range(2))

    assert [str(each) for each in first.mistakes] == [str(each) for each in second.mistakes]
    assert first.mistakes
    assert first.root == second.root
