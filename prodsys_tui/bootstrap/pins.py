"""PINs as argon2id hashes."""

from functools import cached_property
from typing import TYPE_CHECKING

from prodsys_tui.config import PinCost

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_ARGON2 = {PinCost.NORMAL: (65536, 3, 1), PinCost.WEAK: (19456, 2, 1)}
"""Memory in KiB, passes and lanes of argon2id (RFC 9106; the weak one is OWASP's floor)."""
# Salt and digest of nobody's PIN: checking against it costs what checking a real one does.
_NOBODY = "c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


class Argon2Hasher:
    """PINs as argon2id. Checking an unknown person takes as long as checking a known one."""

    def __init__(self, cost: PinCost = PinCost.NORMAL) -> None:
        self._memory, self._passes, self._lanes = _ARGON2[cost]

    @cached_property
    def _argon2(self) -> "PasswordHasher":
        from argon2 import PasswordHasher

        return PasswordHasher(time_cost=self._passes, memory_cost=self._memory, parallelism=self._lanes)

    def hash(self, pin: str) -> str:
        """The hash to keep, with its own salt and parameters."""
        return self._argon2.hash(pin)

    def matches(self, pin_hash: str | None, pin: str) -> bool:
        """Whether a PIN fits; without a hash the same work is done and nothing fits."""
        from argon2.exceptions import InvalidHashError, VerificationError

        nobody = f"$argon2id$v=19$m={self._memory},t={self._passes},p={self._lanes}${_NOBODY}"
        try:
            return self._argon2.verify(pin_hash or nobody, pin) and pin_hash is not None
        except (InvalidHashError, VerificationError):
            return False
