"""The bulletin: drafted from this seat's record and statements, released by both sides' spokespeople, then written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from homeward.bulletin.choice import choice_page
from homeward.bulletin.draft import Material, asks_a_person, corrections_of, draft_bulletin, public_figures
from homeward.bulletin.exposure import exposure_findings
from homeward.bulletin.files import publication
from homeward.bulletin.names import FOLDER, JSON_FILE
from homeward.bulletin.render_json import bulletin_digest, bulletin_from_json, bulletin_json
from homeward.bulletin.suppress import publishable, smallest_cell
from homeward.model.claims import Claim, Verdict
from homeward.model.exchange import Exchange
from homeward.model.figures import Bulletin, Edition
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
_PARTS = "bulletin-parts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """
    A released bulletin as files any host can serve.

    ``page``: the choice of language, for who opens the folder above; ``data``: the signed bytes; ``files``: everything,
    path to bytes.
    """

    page: bytes
    data: bytes
    files: Mapping[str, bytes]
    digest: Digest


def reconcile_statements(seat: Seat, claims: Sequence[Claim], as_of: date) -> tuple[Verdict, ...]:
    """Set claims beside the record of this seat, with all its figures: for people of this seat only."""
    state = read_record(seat).state
    return reconcile(claims, figures(state), _terms(state), as_of=as_of)


def draft(seat: Seat, claims: Sequence[Claim], as_of: date, *, is_correction: bool = False) -> Bulletin:
    """
    Draft the bulletin from what this seat's record proves, keep it, and hand it to the other seats to check.

    Raises:
        Refusal: what :func:`make_draft` refuses; nothing is kept then.
    """
    reading = read_record(seat)
    bulletin = _make(seat, reading, claims, as_of, is_correction=is_correction)
    data = bulletin_json(bulletin)
    seat.vault.keep(_DRAFT, data.decode())
    _remember_draft(seat, bulletin)
    _take_back(seat)
    others = [org for org in seat.profile.org_ids if org != seat.org]
    parts: list[Json] = [hand_over(seat, reading, org, "bulletin", data.decode()) for org in others]
    seat.vault.keep(_PARTS, parts)
    return bulletin


def _take_back(seat: Seat) -> None:
    """Take drafts that have not left yet out of the outbox: nobody is to hold an older one than this seat shows."""
    kept = seat.vault.kept(_PARTS)
    waiting = seat.store.shelf("outbox")
    for name in kept if isinstance(kept, list) else []:
        if name in waiting:
            seat.store.put("outbox", str(name), None)


def make_draft(seat: Seat, claims: Sequence[Claim], as_of: date, *, is_correction: bool = False) -> Bulletin:
    """
    Draft the bulletin and keep nothing: nobody is handed anything, and nothing can be released.

    Raises:
        Refusal: what :func:`homeward.bulletin.draft.draft_bulletin` refuses; ``BULLETIN-48`` for a correction where
            nothing was released.
    """
    return _make(seat, read_record(seat), claims, as_of, is_correction=is_correction)


def left_to_people(seat: Seat, claims: Sequence[Claim], bulletin: Bulletin) -> int:
    """Return how many questions about its statements *bulletin* leaves out: a person answers them at the seat."""
    state, told = read_record(seat).state, {one.claim for one in bulletin.statements}
    public = public_figures(figures(state), bulletin.cells)
    found = reconcile(claims, public, _terms(state), as_of=bulletin.as_of)
    return sum(asks_a_person(one) and told.issuperset(one.claims) for one in found)


def draft_files(seat: Seat, bulletin: Bulletin) -> dict[str, bytes]:
    """Return a draft as files to be read by people, every page marked as a draft, after what was released before."""
    return publication((*_editions(seat, read_record(seat).state), Edition(bulletin=bulletin, at=None)))


def _make(seat: Seat, reading: Reading, claims: Sequence[Claim], as_of: date, *, is_correction: bool) -> Bulletin:
    terms = _terms(reading.state)
    previous = [one.bulletin for one in _editions(seat, reading.state)]
    if is_correction and not previous:
        raise _no_correction()
    corrects = bulletin_digest(previous[-1]) if is_correction else None
    proven = figures(reading.state)
    corrections = corrections_of(previous, is_correction=is_correction)
    cells = publishable(proven, terms, previous=[one.cells for one in previous], corrections=corrections)
    material = Material(
        exchange=_exchange(reading.state),
        terms=terms,
        figures=proven,
        claims=tuple(claims),
        # Claims are set beside public figures only: agreeing with a withheld number would tell it.
        verdicts=reconcile(claims, public_figures(proven, cells), terms, as_of=as_of),
        record=_heads(reading),
        party_names={one.id: one.name for one in seat.profile.parties},
    )
    return draft_bulletin(material, as_of=as_of, previous=previous, corrects=corrects)


def take_draft(seat: Seat, content: Json) -> None:
    """Keep a bulletin another seat drafted."""
    bulletin = bulletin_from_json(str(content).encode())
    seat.vault.keep(_DRAFT, str(content))
    _remember_draft(seat, bulletin)


def release(seat: Seat, officers: Sequence[OfficerId]) -> Done:
    """Propose the kept draft for release and sign it for this side; the others sign the same digest."""
    bulletin = bulletin_from_json(_draft_bytes(seat))
    check_release(seat, bulletin_digest(bulletin), bulletin.corrects)
    body: dict[str, Json] = {"as_of": bulletin.as_of.isoformat(), "digest": bulletin_digest(bulletin)}
    corrects: dict[str, Json] = {} if bulletin.corrects is None else {"corrects": bulletin.corrects}
    return perform(seat, "bulletin.released", body | corrects, officers)


def check_release(seat: Seat, digest: Digest, corrects: Digest | None = None) -> None:
    """
    Refuse to sign a bulletin this seat does not hold, or whose counts its own record does not give.

    Raises:
        Refusal: ``BULLETIN-41`` for another digest, ``BULLETIN-47`` before any arrival is confirmed, ``BULLETIN-48``
            for a correction of another bulletin than the last, ``BULLETIN-42`` for other counts, ``BULLETIN-46`` for
            another frame, ``BULLETIN-40`` for exposure.
    """
    bulletin = bulletin_from_json(_draft_bytes(seat))
    if (bulletin_digest(bulletin), bulletin.corrects) != (digest, corrects):
        raise Refusal(
            "BULLETIN-41", "this seat holds another bulletin than the one to release", hint="import the bundle first"
        )
    reading = read_record(seat)
    state = reading.state
    previous = [one.bulletin for one in _editions(seat, state)]
    _require_arrival(state)
    if corrects is not None and corrects not in [bulletin_digest(one) for one in previous[-1:]]:
        raise _no_correction()
    earlier = [one.cells for one in previous]
    corrections = corrections_of(previous, is_correction=corrects is not None)
    own = publishable(figures(state), _terms(state), previous=earlier, corrections=corrections)
    _require_same_frame(seat, bulletin, reading)
    if set(bulletin.cells) != set(own):
        raise Refusal(
            "BULLETIN-42",
            "the bulletin's counts are not those of this seat's record",
            hint="exchange bundles until both seats hold the same record, then draft again",
        )
    k = smallest_cell(_terms(state))
    findings = stopping(exposure_findings(bulletin.cells, earlier, k, corrections=corrections))
    if findings:
        raise FindingsRefusal(
            "BULLETIN-40", "the bulletin would point at few people", findings=findings, hint="report this as a bug"
        )


def published(seat: Seat) -> Published:
    """
    Return the bulletin released last as files, with its history.

    Raises:
        Refusal: ``BULLETIN-43`` until both sides' spokespeople released exactly the same one.
    """
    editions = _editions(seat, read_record(seat).state)
    if not editions:
        raise Refusal(
            "BULLETIN-43",
            "this bulletin is not released by both sides",
            hint="each side's spokesperson runs `homeward bulletin release` or `homeward sign bulletin`",
            source="docs/harm.md",
        )
    bulletin = editions[-1].bulletin
    inside = {f"{FOLDER}/{path}": data for path, data in publication(editions).items()}
    page, data = choice_page(bulletin, folder=f"{FOLDER}/"), bulletin_json(bulletin)
    files = {"bulletin.html": page, JSON_FILE: data, **inside}
    return Published(page=page, data=data, files=files, digest=bulletin_digest(bulletin))


def _require_arrival(state: State) -> None:
    if all(one.arrived_at is None for one in state.acts):
        raise Refusal(
            "BULLETIN-47",
            "nothing is released before an arrival is confirmed",
            hint="the receiving side confirms with `homeward handover arrive`; a draft can be read meanwhile",
            source="docs/harm.md",
        )


def _no_correction() -> Refusal:
    return Refusal(
        "BULLETIN-48",
        "a correction corrects the bulletin released last, and no other",
        hint="exchange bundles, then draft again; without a release there is nothing to correct",
    )


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


def _editions(seat: Seat, state: State) -> tuple[Edition, ...]:
    """Return the released bulletins this seat holds, in the order of their release."""
    kept = seat.vault.kept(_DRAFTS)
    known = [bulletin_from_json(str(one).encode()) for one in kept] if isinstance(kept, list) else []
    by_digest = {bulletin_digest(one): one for one in known}
    return tuple(
        Edition(bulletin=by_digest[one.digest], at=one.at) for one in state.releases if one.digest in by_digest
    )


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
