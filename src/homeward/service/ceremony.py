"""The beginning: each seat's card, genesis signed by all, the agreement, and the sealed draw."""

from __future__ import annotations

from collections.abc import Sequence

from homeward.model.canonical import SALT_BYTES, decode, encode
from homeward.model.exchange import Exchange, Officer, Organisation
from homeward.model.findings import FindingsRefusal, Json, Refusal, stopping
from homeward.model.ids import OfficerId, OrgId
from homeward.model.terms import Terms
from homeward.planning import nonce_commitment
from homeward.procedure.bodies import genesis_body, organisation_record, read_organisation
from homeward.procedure.fields import Fields
from homeward.service.acting import Done, perform
from homeward.service.reading import read_record
from homeward.service.seat import Seat
from homeward.terms import terms_findings, terms_record

_NONCE = "draw-nonce"


def card(seat: Seat) -> Organisation:
    """Return this seat's card: the public halves of its keys and its officers. Nothing on it is secret."""
    keys, profile = seat.keys, seat.profile
    officers = tuple(
        Officer(org=seat.org, id=one.id, roles=one.roles, key=keys.public(one.id)) for one in profile.officers
    )
    return Organisation(
        id=seat.org,
        is_party=seat.org != profile.neutral,
        log_key=keys.public("log"),
        witness_key=keys.public("witness"),
        seat_key=keys.public("seat"),
        sealing_key=keys.public("seal"),
        officers=officers,
    )


def card_bytes(organisation: Organisation) -> bytes:
    """Return a card as canonical bytes."""
    return encode(organisation_record(organisation))


def read_card(data: bytes) -> Organisation:
    """Read a card; refuse one that is malformed."""
    value = decode(data)
    if not isinstance(value, dict):
        raise Refusal("CARD-1", "a card is one JSON object", hint="ask the seat for its card again")
    return read_organisation(Fields("card", value))


def cards(seat: Seat) -> dict[OrgId, Organisation]:
    """Return the cards this seat has, its own among them."""
    received = [read_card(data) for data in seat.store.shelf("cards").values()]
    return {one.id: one for one in (*received, card(seat))}


def propose_genesis(seat: Seat, officers: Sequence[OfficerId]) -> Done:
    """Draft genesis from all seats' cards and sign it. The digest is read aloud: it is what everybody signs."""
    known = cards(seat)
    missing = sorted(set(seat.profile.org_ids) - set(known))
    if missing:
        raise Refusal(
            "GENESIS-1", f"the card of {', '.join(missing)} is missing", hint="import a bundle from there first"
        )
    exchange = Exchange(
        id=seat.profile.id,
        title=seat.profile.title,
        is_demo=seat.profile.is_demo,
        organisations=tuple(known[org] for org in seat.profile.org_ids),
    )
    return perform(seat, "genesis", genesis_body(exchange), officers)


def propose_terms(seat: Seat, terms: Terms, officers: Sequence[OfficerId]) -> Done:
    """
    Draft the agreement for signature, or its next version where one is in force.

    Terms with findings of `error` or `law` cannot be signed by anybody.
    """
    findings = terms_findings(terms, source="terms.toml")
    if stopping(findings):
        raise FindingsRefusal(
            "TERMS-0", "these terms cannot be signed", findings=findings, hint="run `homeward terms check`"
        )
    kind = "terms.signed" if read_record(seat).state.terms is None else "terms.amended"
    return perform(seat, kind, {"terms": terms_record(terms)}, officers)


def commit_draw(seat: Seat, officers: Sequence[OfficerId]) -> Done:
    """Draw this party's nonce, keep it in the vault and seal it in the record."""
    nonce = seat.vault.kept(_NONCE)
    if not isinstance(nonce, str):
        nonce = seat.lots.draw(SALT_BYTES).hex()
        seat.vault.keep(_NONCE, nonce)
    return perform(seat, "draw.committed", {"commitment": nonce_commitment(bytes.fromhex(nonce))}, officers)


def open_draw(seat: Seat, officers: Sequence[OfficerId]) -> Done:
    """Open this party's nonce, when the final lists are signed."""
    nonce: Json = seat.vault.kept(_NONCE)
    if nonce is None:
        raise Refusal("DRAW-1", "this seat committed to no draw", hint="the draw is sealed with `homeward draw commit`")
    return perform(seat, "draw.opened", {"nonce": nonce}, officers)
