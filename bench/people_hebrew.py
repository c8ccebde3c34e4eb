"""Made-up people with Hebrew names: the searching side writes Hebrew, the holding side mostly Latin letters.

Names are kept as they sound (see `bench/sounds.py`); the rarer families are compounds. Weights are guesses of the right
order.
"""

from __future__ import annotations

import random
from typing import Final

from bench.people_common import OneScript, Person, share_of, shuffled, weighted
from bench.people_pen import LATIN, Letters, Pen, Row, Side, write_down
from bench.sounds import HebrewClerk

MALE: Final = """
moSeW:60 yOsef:55 daVid:60 'avraham:40 yiCHaQ:40 yaEaQov:38 HayIm:25 SimEOn:22 mIKaLel:35 danILel:40 'eliyahU:20
yehUdA:22 SelomoW:25 'aharOn:20 binyamIn:18 ra'Uven:10 yisraLel:22 Eamos:6 EamIr:14 'amIt:14 'arIyeW:10 'asaf:12
barUK:8 gabrI'el:10 gIl:9 gadI:6 dOr:12 doron:8 HanOK:5 TUviyA:3 yahOnatan:16 yig'al:7 yOnatan:16 yUval:12 yOram:8
meLIr:16 menaHem:12 mordeKay:14 natan:12 nadav:10 nOEam:16 nIr:9 sefI:3 Eozer:4 EIdo:12 EofIr:7 'orI:12 'Uri:10
pInHas:7 CevI:12 rOn:9 ronen:10 rafa'el:12 SaHar:8 Sa'Ul:8 SmU'el:14 tOmer:12 talmon:2 zeKarIyA:3 zeLev:9
"""
FEMALE: Final = """
SarA:30 rivQA:22 raHel:30 leLA:22 'esTer:26 miryam:25 HanA:22 noEA:22 tamar:20 mIKal:20 yaEel:16 rUt:12
SIrA:16 'ayelet:10 galIt:9 dinA:6 Eadi:12 'orIt:8 SoSanA:9 cIporA:7 naEamI:8 batyA:4 HavA:6 yehUdIt:9
"""
FAMILIES: Final = """
kohen levI mizraHI pereC bITOn dahan 'avraham frIdman 'azUla'I yOsef kaC Halfon ben-daVid ben-HayIm ben-SimEOn
malka 'ohayOn gabay SapIrA 'edrI 'amar Hadad TubIya sabag mOr vaQnIn barUK SoSan maman segal Qlayn vays SvarC
'eliyahU bar-lev ben-EamI harel doron golan QarmI nevo EofrI SelomI dagan 'eLIlon paz QeLdar yaron regev tal peled
"""
TOWNS: Final = """
yerUSalayIm:40 tel-'avIv:35 HeyfA:22 be'er-SevaE:18 'aSdOd:14 'aSQelOn:10 netanyA:14 petaH-tIQvA:16 riSOn-leCIyOn:16
HOlOn:12 ramat-gan:12 rehOvOt:10 Cefat:5 TveryA:5 naCrat:5 EafUlA:5 'eIlat:4 nahariyA:5 sderOt:4 'ofaQIm:3
"""
UNITS: Final = {"hebrew": ("חטיבה {}", "גדוד {}", "חט' {}"), "latin": ("{} brigade", "Brigade {}", "{} bde")}
_FRONTS: Final = """
rOzn gOld frId zIlber berg vayn Qorn mandl lItv grIn SIyn vayS SneI braUn elC Hazan nevI mIl dIm halp fayn stern
lev zaks CUQ kaC abU bOx rab Him Sal dvor mar nat zal kap ger ran lap tap brOd VarS mOS
"""
_ENDS: Final = """
berg Stayn man feld Tal VIC sQI er baUm In SOn zOn OvIC lIC er blat Haym lander Ti -EamI -'Or
"""
_MIDDLES: Final = ("", "en", "el", "an", "er", "Or", "al")
SCRIPTS: Final = {Side.SEARCHING: (("hebrew", 85), ("latin", 15)), Side.HOLDING: (("hebrew", 20), ("latin", 80))}
EVERYDAY: Final = {
    "yOsef": "yOsI", "daVid": "dUdU", "'avraham": "'avI", "yiCHaQ": "'IQO", "yaEaQov": "QObI", "mIKaLel": "mIQI",
    "danILel": "danI", "'eliyahU": "'elI", "SelomoW": "SlOmI", "binyamIn": "bInI", "yahOnatan": "yOnI",
    "mordeKay": "mOTI", "gabrI'el": "gabI", "rafa'el": "rafI", "SmU'el": "SmUlIQ", "moSeW": "mOSIQ",
}  # fmt: skip
KEYS: Final = Letters(
    rows_of_keys=("קראטוןםפ", "שדגכעיחלךף", "זסבהנמצתץ"),
    alike=(("ר", "ד"), ("ד", "ר"), ("ה", "ח"), ("ח", "ה"), ("ב", "כ"), ("כ", "ב"), ("ו", "ז"), ("ג", "נ"), ("ס", "ם")),
)


class Hebrew(OneScript):
    """People with Hebrew names."""

    def __init__(self, seed: int) -> None:
        """Draw the order of the rarer families: it differs from seed to seed."""
        common = FAMILIES.split()
        rare = {front + middle + end for front in _FRONTS.split() for middle in _MIDDLES for end in _ENDS.split()}
        families = (*common, *shuffled(rare - set(common), random.Random(seed)))
        names = {"male": weighted(MALE), "female": weighted(FEMALE)}
        super().__init__("hebrew", families, names, weighted(TOWNS), digits=9)
        self.share_with_everyday = share_of(names, EVERYDAY.__contains__)

    def row(self, person: Person, side: Side, lots: random.Random) -> Row:
        """Write *person*: in Hebrew, or in Latin letters by one clerk's habits."""
        pen = Pen(side=side, lots=lots)
        system = lots.choices([each for each, _ in SCRIPTS[side]], [share for _, share in SCRIPTS[side]])[0]
        clerk = HebrewClerk(system, lots)
        given = person.given[0]
        is_everyday = given in EVERYDAY and pen.happens("everyday", of=self.share_with_everyday)
        row = Row(
            surname=clerk.write(person.surname[0]),
            given=clerk.write(EVERYDAY[given] if is_everyday else given),
            father=clerk.write(person.father[0]),
            other=None,
            sex=person.sex,
            place=clerk.write(person.town[0]),
            number=person.number,
            unit=lots.choice(UNITS[system]).format(person.unit),
            script=system,
            notes={"hebrew script" if system == "hebrew" else "latin", "hebrew"}
            | ({"everyday"} if is_everyday else set()),
        )
        keys = KEYS if system == "hebrew" else LATIN
        return write_down(row, pen, person.born, letters=keys, towns=lambda: clerk.write(self.town(lots)[0]))
