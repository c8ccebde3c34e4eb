"""The bulletin: drafted from this seat's record and statements, released by both sides' spokespeople, then written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from homeward.bulletin.draft import Material, draft_bulletin, public_figures
from homeward.bulletin.exposure import exposure_findings
from homeward.bulletin.page import bulletin_page
from homeward.bulletin.render_json import bulletin_digest, bulletin_from_json, bulletin_json
from homeward.bulletin.suppress import publishable, smallest_cell
from homeward.model.claims import Claim, Verdict
from homeward.model.exchange import Exchange
from homeward.model.figures import Bulletin
from homeward.model.findings import FindingsRefusal, Json, Refusal, stopping
from homeward.model.ids import Digest, OfficerId, OrgId
from homeward.model.terms import Terms
from homeward.procedure import State
from homeward.procedure.counts import figures
from homeward.reconcile import reconcile
from homeward.service.acting import Done, perform
from homeward.service.envelope import hand_over
from homeward.service.reading import Reading, read_record
from homeward.service.seat import Seat

_DRAFT = "bulletin-draft"
_DRAFTS = "bulletin-drafts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A released bulletin as files any host can serve."""

    page: bytes
    data: bytes
    digest: Digest


def reconcile_statements(seat: Seat, claims: Sequence[Claim], as_of: date) -> tuple[Verdict, ...]:
    """Set claims beside the record of this seat, with all its figures: for people of this seat only."""
    state = read_record(seat).state
    return reconcile(claims, figures(state), _terms(state), as_of=as_of)


def draft(seat: Seat, claims: Sequence[Claim], as_of: date) -> Bulletin:
    """
    Draft the bulletin from what this seat's record proves, keep it, and hand it to the other seats to check.

    Raises:
        Refusal: what :func:`homeward.bulletin.draft.draft_bulletin` refuses; nothing is kept then.
    """
    reading = read_record(seat)
    terms = _terms(reading.state)
    previous = _released(seat, reading.state)
    proven = figures(reading.state)
    public = public_figures(proven, publishable(proven, terms, previous=[one.cells for one in previous]))
    material = Material(
        exchange=_exchange(reading.state),
        terms=terms,
        figures=proven,
        claims=tuple(claims),
        # Claims are set beside public figures only: agreeing with a withheld number would tell it.
        verdicts=reconcile(claims, public, terms, as_of=as_of),
        record=_heads(reading),
        party_names={one.id: one.name for one in seat.profile.parties},
    )
    bulletin = draft_bulletin(material, as_of=as_of, previous=previous)
    data = bulletin_json(bulletin)
    seat.vault.keep(_DRAFT, data.decode())
    _remember_draft(seat, bulletin)
    for org in seat.profile.org_ids:
        if org != seat.org:
            hand_over(seat, reading, org, "bulletin", data.decode())
    return bulletin


def take_draft(seat: Seat, content: Json) -> None:
    """Keep a bulletin another seat drafted."""
    bulletin = bulletin_from_json(str(content).encode())
    seat.vault.keep(_DRAFT, str(content))
    _remember_draft(seat, bulletin)


def release(seat: Seat, officers: Sequence[OfficerId]) -> Done:
    """Propose the kept draft for release and sign it for this side; the others sign the same digest."""
    data = _draft_bytes(seat)
    check_release(seat, bulletin_digest(bulletin_from_json(data)))
    bulletin = bulletin_from_json(data)
    body: dict[str, Json] = {"as_of": bulletin.as_of.isoformat(), "digest": bulletin_digest(bulletin)}
    return perform(seat, "bulletin.released", body, officers)


def check_release(seat: Seat, digest: Digest) -> None:
    """
    Refuse to sign a bulletin this seat does not hold, or whose counts its own record does not give.

    Raises:
        Refusal: ``BULLETIN-41`` for another digest, ``BULLETIN-42`` for other counts, ``BULLETIN-40`` for exposure.
    """
    bulletin = bulletin_from_json(_draft_bytes(seat))
    if bulletin_digest(bulletin) != digest:
        raise Refusal(
            "BULLETIN-41", "this seat holds another bulletin than the one to release", hint="import the bundle first"
        )
    state = read_record(seat).state
    own = publishable(figures(state), _terms(state), previous=[one.cells for one in _released(seat, state)])
    _require_same_frame(seat, bulletin, read_record(seat))
    if set(bulletin.cells) != set(own):
        raise Refusal(
            "BULLETIN-42",
            "the bulletin's counts are not those of this seat's record",
            hint="exchange bundles until both seats hold the same record, then draft again",
        )
    _require_no_exposure(seat, bulletin, state)


def published(seat: Seat) -> Published:
    """
    Return the bulletin released last as files.

    Raises:
        Refusal: ``BULLETIN-43`` until both sides' spokespeople released exactly the same one.
    """
    state = read_record(seat).state
    known = {bulletin_digest(one): one for one in _released(seat, state)}
    newest = next((one.digest for one in reversed(state.releases) if one.digest in known), None)
    if newest is None:
        raise Refusal(
            "BULLETIN-43",
            "this bulletin is not released by both sides",
            hint="each side's spokesperson runs `homeward bulletin release` or `homeward sign bulletin`",
            source="docs/harm.md",
        )
    bulletin = known[newest]
    return Published(page=bulletin_page(bulletin), data=bulletin_json(bulletin), digest=newest)


def _require_same_frame(seat: Seat, bulletin: Bulletin, reading: Reading) -> None:
    """Refuse a bulletin about another exchange, without a demonstration's mark, or from a record this seat lacks."""
    exchange, terms = _exchange(reading.state), _terms(reading.state)
    names = {one.id: one.name for one in seat.profile.parties}
    is_same = (
        (bulletin.exchange, bulletin.title, bulletin.is_demo) == (exchange.id, exchange.title, exchange.is_demo)
        and bulletin.min_cell == smallest_cell(terms)
        and dict(bulletin.party_names) == names
        and set(bulletin.category_names) <= {(str(one.id), one.name) for one in terms.categories}
    )
    held = all(_is_held(reading, OrgId(org), size, root) for org, size, root in bulletin.record)
    if not is_same or not held:
        raise Refusal(
            "BULLETIN-46",
            "the bulletin's title, mark, names or record are not those of this seat",
            hint="exchange bundles; if it is still so, do not sign",
        )


def _is_held(reading: Reading, org: OrgId, size: int, root: str) -> bool:
    log = reading.logs.get(org)
    return log is not None and size <= log.tree.size and log.tree.root(size).hex() == root


def kept_draft(seat: Seat) -> Bulletin:
    """Return the bulletin this seat has as a draft, to be read before anybody signs it."""
    return bulletin_from_json(_draft_bytes(seat))


def _require_no_exposure(seat: Seat, bulletin: Bulletin, state: State) -> None:
    earlier = [one.cells for one in _released(seat, state)]
    findings = stopping(exposure_findings(bulletin.cells, earlier, smallest_cell(_terms(state))))
    if findings:
        raise FindingsRefusal(
            "BULLETIN-40", "the bulletin would point at few people", findings=findings, hint="report this as a bug"
        )


def _released(seat: Seat, state: State) -> tuple[Bulletin, ...]:
    kept = seat.vault.kept(_DRAFTS)
    known = [bulletin_from_json(str(one).encode()) for one in kept] if isinstance(kept, list) else []
    released = {one.digest for one in state.releases}
    return tuple(one for one in known if bulletin_digest(one) in released)


def _remember_draft(seat: Seat, bulletin: Bulletin) -> None:
    """Remember every draft: those the record shows as released are what later bulletins are held against."""
    kept = seat.vault.kept(_DRAFTS)
    known = list(kept) if isinstance(kept, list) else []
    text = bulletin_json(bulletin).decode()
    if text not in known:
        seat.vault.keep(_DRAFTS, [*known, text])


def _draft_bytes(seat: Seat) -> bytes:
    kept = seat.vault.kept(_DRAFT)
    if not isinstance(kept, str):
        raise Refusal(
            "BULLETIN-44", "no bulletin was drafted", hint="run `homeward bulletin draft` or import the bundle"
        )
    return kept.encode()


def _heads(reading: Reading) -> tuple[tuple[OrgId, int, str], ...]:
    return tuple((org, log.tree.size, log.tree.root().hex()) for org, log in sorted(reading.logs.items()))


def _exchange(state: State) -> Exchange:
    if state.exchange is None:
        raise Refusal("BULLETIN-45", "there is no genesis yet", hint="sign genesis first")
    return state.exchange


def _terms(state: State) -> Terms:
    if state.terms is None:
        raise Refusal("BULLETIN-45", "no terms are signed", hint="sign the terms first")
    return state.terms
