"""An audit entry's fields, before and after."""

import pytest

from prodsys_tui.domain.evidence.audit_fields import FieldPair, Mark, field_pairs, gist, with_codes


def test_fields_are_told_side_by_side_with_what_became_of_them() -> None:
    pairs = field_pairs('{"a":1,"b":"x","d":null}', '{"b":"y","c":{"e":[1.5]},"a":1}')
    assert [(each.name, each.before, each.after, each.mark) for each in pairs] == [
        ("b", "x", "y", Mark.CHANGED),
        ("c", None, '{"e": [1.5]}', Mark.ADDED),
        ("a", "1", "1", Mark.SAME),
        ("d", None, None, Mark.SAME),
    ]
    assert [(each.name, each.mark) for each in field_pairs('{"a":true}', None)] == [("a", Mark.GONE)]
    assert field_pairs(None, None) == ()


@pytest.mark.parametrize("text", ["{", "[1]", "", "5"])
def test_what_is_no_object_is_one_field_without_a_name(text: str) -> None:
    assert field_pairs(None, text) == (FieldPair("", None, text),)


def test_uids_become_the_codes_that_they_have() -> None:
    (pair, other) = with_codes(field_pairs('{"m":"u1","n":null}', '{"m":"u2","n":"u3"}'), {"u1": "T05"})
    assert (pair.before, pair.after) == ("T05", "u2")
    assert (other.before, other.after) == (None, "u3")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (None, '{"ronda":1,"parametro":"Denier","valor":808.0,"resultado":"Cumple"}', "Denier 808.0 Cumple"),
        ('{"estado":"activo"}', '{"estado":"pausado"}', "activo > pausado"),
        ('{"orden":"1"}', '{"orden":"2"}', "1 > 2"),
        (None, '{"uid":"x"}', ""),
        ('{"texto":"ya no"}', None, "ya no"),
        ('{"motivo":null}', '{"motivo":null}', ""),
    ],
)
def test_an_entry_in_a_few_words(before: str | None, after: str | None, words: str) -> None:
    assert gist(before, after) == words
