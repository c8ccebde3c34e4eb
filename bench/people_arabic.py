"""Made-up people with Arabic names: chains of fathers, families with the article, kunyas, names of ``ʿabd``.

The searching side writes mostly Arabic, the holding side mostly Latin letters: English, French or letter by letter.
Families are partly places and trades, partly patterns on roots drawn by lot. Weights are guesses of the right order.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Final

from bench.people_common import MEN, OneScript, Person, shuffled, weighted
from bench.people_pen import LATIN, Letters, Pen, Row, Side, write_down
from bench.sounds import ArabicClerk

MALE: Final = """
muḥammad:100 ʾaḥmad:60 ʿaliyy:50 ḥasan:35 ḥusayn:35 maḥmūd:28 ʾibrāhīm:26 ḫālid:26 ʿumar:24 yūsuf:24 muṣṭafá:22
ʿabd_allāh:30 ʿabd_al-raḥmān:22 ʿabd_al-qādir:8 ʿabd_al-karīm:9 ʿabd_al-ʿazīz:9 ʿabd_al-razzāq:6 ʿabd_al-ḥamīd:6
ʿabd_al-salām:5 ʿabd_al-wahhāb:4 ʿabd_al-majīd:4 ʿabd_al-nāṣir:4 ʿabd_al-raḥīm:4 ʿabd_al-malik:3 ʿabd_al-laṭīf:3
saʿīd:16 ṣāliḥ:15 nāṣir:10 fayṣal:8 ṭāriq:12 karīm:8 jamāl:12 ḥamzaẗ:10 ʾusāmaẗ:7 muʿāḏ:6 bilāl:8 ʿuṯmān:8 sulaymān:9
dāwūd:4 mūsá:8 ʿīsá:6 hārūn:3 yaḥyá:7 ʾismāʿīl:10 ʾisḥāq:3 yaʿqūb:4 ʾayyūb:4 ʾanas:6 ʾayman:7 bāsim:5 baššār:5 jāsim:8
ḥātim:4 ḥaydar:9 rāmī:6 rāʾid:6 rašīd:6 ziyād:7 sāmī:7 samīr:8 šādī:4 ṣalāḥ:7 ḍiyāʾ:3 ʿādil:7 ʿārif:3 ʿāmir:6 ʿabbās:9
ʿadnān:6 ʿiṣām:5 ʿalāʾ:6 ʿimād:7 ġassān:4 fādī:4 fāris:6 fārūq:4 fahd:5 qāsim:7 qays:3 kamāl:6 luʾayy:3 mājid:6 māzin:4
māhir:4 muḥsin:4 marwān:4 munḏir:3 manṣūr:6 muhannad:4 nabīl:6 nizār:3 hišām:5 hayṯam:4 wāʾil:5 walīd:7 yāsir:6 yāsīn:5
"""
FEMALE: Final = """
fāṭimaẗ:60 ʿāʾišaẗ:30 maryam:40 zaynab:35 ḫadījaẗ:22 sāraẗ:25 nūr:22 hudá:16 ʾamal:14 ranā:8 laylá:16 salmá:10 ʾasmāʾ:10
ʾīmān:12 suʿād:9 nādiyaẗ:8 samīraẗ:8 hanāʾ:7 ruqayyaẗ:8 ʾamīnaẗ:8 duʿāʾ:6 rīm:7 zahrāʾ:10 nawāl:6 widād:4 sanāʾ:5
"""
FAMILIES: Final = """
al-jubūrī al-dulaymī al-ʿubaydī al-šammarī al-ʿanizī al-ḥusaynī al-mūsawī al-tamīmī al-rubayʿī al-zubaydī
al-ʿazzāwī al-baġdādī al-mawṣilī al-ḥalabī al-dimašqī al-miṣrī al-ḥamawī al-ḥimṣī al-baṣrī al-najafī
al-tikrītī al-sāmarrāʾī al-ʿānī al-rāwī al-hāšimī al-qurayšī al-ʾanṣārī al-maġribī al-tūnisī al-ṭarābulusī
al-najjār al-ḥaddād al-ḫayyāṭ al-ḫabbāz al-ṣabbāġ al-ḥallāq al-jazzār al-naqqāš al-ʿaṭṭār al-bannāʾ al-šarīf
al-sayyid al-šayḫ al-ḫaṭīb al-qāḍī al-ʾamīn ḥaddād najjār ḫūrī ṣabbāġ šāhīn ʿawwād ḥamdān zaydān sulṭān ġānim
ḫalīl darwīš manṣūr ʿīsá saʿd barakāt ḥijāzī ṣāliḥ jabr
"""
TOWNS: Final = """
baġdād:40 al-mawṣil:25 al-baṣraẗ:22 ḥalab:25 dimašq:25 ḥimṣ:16 ḥamāẗ:12 karkūk:10 al-najaf:10 karbalāʾ:9 al-fallūjaẗ:8
al-ramādī:7 tikrīt:6 sāmarrāʾ:5 ʾidlib:9 al-raqqaẗ:8 darʿā:6 al-lāḏiqiyyaẗ:6 ṭarṭūs:4 bayrūt:10 ṭarābulus:9 ṣaydā:5
ʿammān:8 ʾirbid:5 ġazzaẗ:12 rafaḥ:6 nābulus:6 al-ḫalīl:6 jinīn:4 al-qāhiraẗ:12 ṭanṭā:3 ṣanʿāʾ:9 ʿadan:6 taʿizz:5
"""
UNITS: Final = {"arabic": ("اللواء {}", "لواء {}", "الكتيبة {}"), "latin": ("{} brigade", "Brigade {}", "{} liwa")}
_CONSONANTS: Final = "btjḥḫdrzsšṣṭʿġfqklmnhw"
_PATTERNS: Final = (
    "{0}a{1}{1}ā{2}", "{0}ā{1}i{2}", "{0}a{1}ī{2}", "{0}a{1}ū{2}", "ma{0}{1}ū{2}", "{0}u{1}ay{2}", "{0}a{1}{2}ān",
    "ʾa{0}{1}a{2}",
)  # fmt: skip
SCRIPTS: Final = {
    Side.SEARCHING: (("arabic", 85), ("english", 9), ("french", 4), ("icao", 2)),
    Side.HOLDING: (("arabic", 25), ("english", 42), ("french", 25), ("icao", 8)),
}
KEYS: Final = Letters(
    rows_of_keys=("ضصثقفغعهخحج", "شسيبلاتنمك", "ئءؤرىةوزظ"),
    alike=(("ب", "ت"), ("ت", "ن"), ("ح", "ج"), ("ج", "خ"), ("د", "ذ"), ("ر", "ز"), ("س", "ش"), ("ص", "ض"), ("ط", "ظ"),
           ("ع", "غ"), ("ف", "ق")),
)  # fmt: skip


class Arabic(OneScript):
    """People with Arabic names."""

    def __init__(self, seed: int) -> None:
        """Draw the roots of the rarer families: they differ from seed to seed."""
        lots = random.Random(seed)
        common = FAMILIES.split()
        rare = {_family(lots) for _ in range(30_000)} - set(common)
        names = {"male": weighted(MALE), "female": weighted(FEMALE)}
        super().__init__("arabic", (*common, *shuffled(rare, lots)), names, weighted(TOWNS), digits=10)

    def person(self, lots: random.Random) -> Person:
        """Draw somebody, and the eldest son after whom his father is called."""
        return replace(super().person(lots), child=self.given(lots, "male"))

    def row(self, person: Person, side: Side, lots: random.Random) -> Row:
        """Write *person*: in Arabic, or in Latin letters by one clerk's habits."""
        pen = Pen(side=side, lots=lots)
        system = lots.choices([each for each, _ in SCRIPTS[side]], [share for _, share in SCRIPTS[side]])[0]
        clerk = ArabicClerk(system, lots)
        letters = "arabic" if system == "arabic" else "latin"
        notes = {"arabic script" if letters == "arabic" else "latin", "arabic"}
        kunya = clerk.write(f"ʾabū {person.child[0]}")
        is_everyday = person.sex == "male" and pen.happens("everyday", of=MEN)
        notes |= {"everyday"} if is_everyday else set()
        row = Row(
            surname=clerk.write(person.surname[0]),
            given=kunya if is_everyday else clerk.write(person.given[0]),
            father=_chain(person, clerk, letters, lots),
            other=kunya if person.sex == "male" and not is_everyday and lots.random() < 0.08 else None,
            sex=person.sex,
            place=clerk.write(person.town[0]),
            number=person.number,
            unit=lots.choice(UNITS[letters]).format(person.unit),
            script=letters,
            notes=notes,
        )
        keys = KEYS if letters == "arabic" else LATIN
        return write_down(row, pen, person.born, letters=keys, towns=lambda: clerk.write(self.town(lots)[0]))


def _chain(person: Person, clerk: ArabicClerk, letters: str, lots: random.Random) -> str:
    """Write the father, for one in four with his own father, with or without ``bin``."""
    father = clerk.write(person.father[0])
    if lots.random() >= 0.25:
        return father
    son = {"arabic": " بن ", "latin": lots.choice((" bin ", " ibn ", " ben "))}[letters]
    return father + (son if lots.random() < 0.5 else " ") + clerk.write(person.grandfather[0])


def _family(lots: random.Random) -> str:
    root = lots.sample(_CONSONANTS, 3)
    word = lots.choice(_PATTERNS).format(*root)
    kind = lots.random()
    return f"al-{word}ī" if kind < 0.45 else f"al-{word}" if kind < 0.7 else word
