"""Bodies of events as values, and back. No personal data: ids, counts, commitments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from homeward.model.acts import Act, Place
from homeward.model.exchange import Exchange, Officer, Organisation, Role
from homeward.model.findings import Json
from homeward.model.ids import CategoryId, ExchangeId, OfficerId, Ref, TrancheId, is_id
from homeward.model.terms import Direction
from homeward.procedure.fields import Fields
from homeward.procedure.state import Part


def genesis_body(exchange: Exchange) -> dict[str, Json]:
    """Return the body of genesis: who takes part, with which public keys, and whether it is a demonstration."""
    return {
        "demo": exchange.is_demo,
        "title": exchange.title,
        "organisations": [organisation_record(one) for one in sorted(exchange.organisations, key=lambda o: o.id)],
    }


def organisation_record(organisation: Organisation) -> dict[str, Json]:
    """Return one organisation's card: what it shows the others before genesis."""
    return {
        "id": organisation.id,
        "party": organisation.is_party,
        "log": organisation.log_key,
        "witness": organisation.witness_key,
        "seat": organisation.seat_key,
        "seal": organisation.sealing_key,
        "officers": [_officer_record(one) for one in sorted(organisation.officers, key=lambda officer: officer.id)],
    }


def read_organisation(fields: Fields) -> Organisation:
    """Read one organisation's card."""
    fields.exactly("id", "log", "officers", "party", "seal", "seat", "witness")
    org = fields.org("id")
    return Organisation(
        id=org,
        is_party=fields.flag("party"),
        log_key=fields.text("log"),
        witness_key=fields.text("witness"),
        seat_key=fields.text("seat"),
        sealing_key=fields.text("seal"),
        officers=tuple(_read_officer(org, one) for one in fields.parts("officers")),
    )


def read_genesis(fields: Fields, exchange: ExchangeId) -> Exchange:
    """Read a genesis body."""
    fields.exactly("demo", "organisations", "title")
    return Exchange(
        id=exchange,
        title=fields.text("title"),
        is_demo=fields.flag("demo"),
        organisations=tuple(read_organisation(one) for one in fields.parts("organisations")),
    )


def act_body(act: Act) -> dict[str, Json]:
    """Return the body of an act: the one thing four officers sign."""
    return {
        "tranche": act.tranche,
        "number": act.number,
        **direction_body(act.direction),
        "people": [[place.ref, place.category] for place in act.people],
        "absent": list(act.absent),
        "replacements": list(act.replacements),
    }


def read_act(fields: Fields) -> Act:
    """Read the body of an act."""
    fields.exactly("absent", "holder", "number", "people", "receiver", "replacements", "tranche")
    return Act(
        tranche=TrancheId(fields.id("tranche")),
        number=fields.count("number"),
        direction=read_direction(fields),
        people=read_places(fields, "people"),
        absent=fields.refs("absent"),
        replacements=fields.refs("replacements"),
    )


def direction_body(direction: Direction) -> dict[str, Json]:
    """Return the two fields that name a direction."""
    return {"holder": direction.holder, "receiver": direction.receiver}


def read_direction(fields: Fields) -> Direction:
    """Read the two fields that name a direction; holder and receiver differ."""
    direction = Direction(holder=fields.party("holder"), receiver=fields.party("receiver"))
    if direction.holder == direction.receiver:
        raise fields.malformed("holder and receiver are one party")
    return direction


def part_body(part: Part) -> dict[str, Json]:
    """Return what a plan owes in one tranche and direction."""
    return {
        **direction_body(part.direction),
        "tranche": part.tranche,
        "root": part.root,
        "counts": [[category, persons] for category, persons in sorted(part.counts.items())],
        "outside": part.outside,
    }


def read_part(fields: Fields) -> Part:
    """Read what a plan owes in one tranche and direction."""
    fields.exactly("counts", "holder", "outside", "receiver", "root", "tranche")
    return Part(
        direction=read_direction(fields),
        tranche=TrancheId(fields.id("tranche")),
        root=fields.digest("root"),
        counts=_read_counts(fields),
        outside=fields.count("outside"),
    )


def reserve_body(direction: Direction, people: Sequence[tuple[Ref, CategoryId]]) -> dict[str, Json]:
    """Return the reserve of one direction, in its order."""
    return {**direction_body(direction), "people": [[ref, category] for ref, category in people]}


def read_reserve(fields: Fields) -> tuple[Direction, tuple[tuple[Ref, CategoryId], ...]]:
    """Read the reserve of one direction."""
    fields.exactly("holder", "people", "receiver")
    return read_direction(fields), tuple((place.ref, place.category) for place in read_places(fields, "people"))


def read_places(fields: Fields, name: str) -> tuple[Place, ...]:
    """Read ``[[ref, category], ...]``, each person once."""
    pairs = [pair for pair in fields.items(name) if isinstance(pair, list)]
    if len(pairs) != len(fields.items(name)) or any(len(pair) != 2 for pair in pairs):  # noqa: PLR2004 - a pair
        raise fields.malformed(f"{name} is a list of [ref, category]")
    refs = Fields(fields.kind, {name: [pair[0] for pair in pairs]}).refs(name)
    categories = [Fields(fields.kind, {"category": pair[1]}).id("category") for pair in pairs]
    return tuple(Place(ref=ref, category=CategoryId(one)) for ref, one in zip(refs, categories, strict=True))


def _read_counts(fields: Fields) -> Mapping[CategoryId, int]:
    counts: dict[CategoryId, int] = {}
    for pair in fields.items("counts"):
        match pair:
            case [str(category), int(persons)] if _is_count(category, persons) and category not in counts:
                counts[CategoryId(category)] = persons
            case _:
                raise fields.malformed("counts is a list of [category, persons], each category once")
    return counts


def _is_count(category: str, persons: int) -> bool:
    return is_id(category) and not isinstance(persons, bool) and persons >= 0


def _officer_record(officer: Officer) -> Json:
    return {"id": officer.id, "roles": [*sorted(role.value for role in officer.roles)], "key": officer.key}


def _read_officer(org: str, fields: Fields) -> Officer:
    fields.exactly("id", "key", "roles")
    try:
        roles = frozenset(Role(role) for role in fields.items("roles"))
    except ValueError as problem:
        raise fields.malformed(str(problem)) from problem
    return Officer(
        org=Fields("", {"org": org}).org("org"), id=OfficerId(fields.id("id")), roles=roles, key=fields.text("key")
    )
