"""Whose signatures a log's checkpoint needs before it counts, and the file that tells other tools."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from homeward.log.keys import KeyType, VerifierKey, format_vkey
from homeward.log.rules import Rule

GROUP: Final = "required"
"""The name of the group of required cosigners in a policy file."""

_RESERVED: Final = frozenset({GROUP, "none"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """
    The key of one log, the keys of its cosigners, and the names of those who must have cosigned.

    Any one log that a policy file lists is enough, so there is one policy per log.

    Raises:
        Refusal: ``LOG-16`` for a key of the wrong type, ``LOG-19`` for keys that share a name or a public key,
            ``LOG-46`` for a required name that no cosigner has.
    """

    log: VerifierKey
    cosigners: tuple[VerifierKey, ...]
    required: frozenset[str]

    def __post_init__(self) -> None:
        where = f"policy of log {self.log.name}"
        _require_type(self.log, KeyType.NOTE, where)
        for cosigner in self.cosigners:
            _require_type(cosigner, KeyType.COSIGNATURE, where)
        names = [cosigner.name for cosigner in self.cosigners]
        public_keys = [key.public_key for key in (self.log, *self.cosigners)]
        if len(set(names)) < len(names) or len(set(public_keys)) < len(public_keys):
            raise Rule.SHARED_KEY.refusal(where)
        wrong = sorted((self.required - set(names)) | (_RESERVED & set(names)))
        if wrong:
            raise Rule.POLICY_NAME.refusal(where, ", ".join(wrong))


def require_quorum(signed: Collection[str], required: Collection[str], *, where: str = "checkpoint") -> None:
    """Refuse unless everybody *required* has *signed*: ``LOG-45`` names all who have not."""
    missing = sorted(set(required) - set(signed))
    if missing:
        raise Rule.QUORUM.refusal(where, ", ".join(missing))


def policy_text(policy: Policy) -> str:
    """Return *policy* as a ``tlog-policy`` file: the log, its witnesses, and the group of all who are required."""
    lines = [f"log {format_vkey(policy.log)}"]
    lines += [f"witness {key.name} {format_vkey(key)}" for key in policy.cosigners]
    if policy.required:
        lines += [f"group {GROUP} all {' '.join(sorted(policy.required))}", f"quorum {GROUP}"]
    else:
        lines += ["quorum none"]
    return "\n".join(lines) + "\n"


def _require_type(key: VerifierKey, expected: KeyType, where: str) -> None:
    if key.key_type is not expected:
        raise Rule.KEY_TYPE.refusal(where, f"{key.name} has type {key.key_type:#04x}, not {expected:#04x}")
