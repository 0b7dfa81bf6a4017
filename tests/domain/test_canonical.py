"""One text of a value, and its hash."""

import hashlib

import pytest

from prodsys_tui.domain.evidence.canonical import canonical, fingerprint


def test_a_value_has_one_text() -> None:
    assert canonical({"b": 1, "a": ["ñ", None, True]}) == '{"a":["ñ",null,true],"b":1}'
    assert fingerprint({"b": 1, "a": 2}) == hashlib.sha256(b'{"a":2,"b":1}').hexdigest()
    with pytest.raises(ValueError, match="JSON"):
        canonical(float("nan"))
    with pytest.raises(ValueError, match="surrogates"):
        fingerprint("\ud800")
