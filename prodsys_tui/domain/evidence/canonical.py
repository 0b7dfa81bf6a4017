"""The one JSON text of a value: what journal, audit and certificates are hashed of. Spec ``sync.md``."""

import hashlib
import json

_canonical = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def canonical(value: object) -> str:
    """The one JSON text of a value: sorted keys, no spaces. Raises ``ValueError`` for what has none."""
    return _canonical.encode(value)


def fingerprint(value: object) -> str:
    """SHA-256 (lower-case hexadecimal) of a value's canonical JSON in UTF-8. Raises ``ValueError``."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()
