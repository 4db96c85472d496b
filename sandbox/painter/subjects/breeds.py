"""The table of seated animals."""

from sandbox.painter.color import rgb
from sandbox.painter.subjects.look import SubjectPainter
from sandbox.painter.subjects.markings import bandit_mask, fox_mask, panda_mask, rosettes, snout, stripes
from sandbox.painter.subjects.seated import Breed, seated

CREAM = rgb("#fbf1e2")

BREEDS = {
    "fox": Breed(
        rgb("#e0692f"), CREAM, "pointed", "pointed", "brush", socks=True, tip=0.16, tip_color=CREAM, muzzle=None,
        nose=0.034, markings=fox_mask,
    ),
    "wolf": Breed(
        rgb("#6f7c8c"), rgb("#e9edf0"), "pointed", "pointed", "brush", muzzle=None, nose=0.036,
        iris=rgb("#f2c14e"), eye=0.026, markings=fox_mask,
    ),
    "cat": Breed(
        rgb("#e8974e"), CREAM, "round", "cat", "curl", muzzle=(0.08, 0.055), nose=0.02, eye=0.038,
        iris=rgb("#9fce5a"), whiskers=True,
    ),
    "dog": Breed(
        rgb("#c98b52"), CREAM, "long", "floppy", "wag", muzzle=(0.1, 0.115), nose=0.04, eye=0.03,
    ),
    "bear": Breed(
        rgb("#84553a"), rgb("#d9b48f"), "broad", "round", "stub", muzzle=(0.1, 0.08), nose=0.04, eye=0.025, stout=1.15,
        bib=False,
    ),
    "panda": Breed(
        rgb("#f5f1e8"), CREAM, "broad", "round", "stub", muzzle=(0.085, 0.06), nose=0.034, eye=0.026, stout=1.15,
        bib=False, markings=panda_mask,
    ),
    "rabbit": Breed(
        rgb("#b9a590"), CREAM, "egg", "tall", "pompon", muzzle=(0.07, 0.055), nose=0.02, eye=0.034, stout=0.92,
        whiskers=True,
    ),
    "tiger": Breed(
        rgb("#ee8f35"), CREAM, "broad", "round", "curl", muzzle=(0.105, 0.075), nose=0.034, iris=rgb("#f6d365"),
        eye=0.032, stout=1.08, whiskers=True, markings=stripes,
    ),
    "lion": Breed(
        rgb("#e3ae58"), CREAM, "broad", "round", "wag", muzzle=(0.1, 0.08), nose=0.038, stout=1.05, tip=0.07,
        tip_color=rgb("#8a4a24"), mane=rgb("#a5562a"),
    ),
    "mouse": Breed(
        rgb("#a3a4b0"), CREAM, "egg", "large", "whip", muzzle=(0.06, 0.05), nose=0.022, eye=0.034, stout=0.9,
        whiskers=True,
    ),
    "raccoon": Breed(
        rgb("#8a8a93"), rgb("#f0ece4"), "pointed", "round", "brush", muzzle=None, nose=0.034, tip=0.11,
        tip_color=rgb("#2f2d38"), markings=bandit_mask,
    ),
    "squirrel": Breed(
        rgb("#b5622f"), CREAM, "egg", "cat", "brush", muzzle=(0.07, 0.055), nose=0.022, eye=0.034, stout=0.9,
    ),
    "hamster": Breed(
        rgb("#dba25f"), CREAM, "broad", "round", "stub", muzzle=(0.12, 0.075), nose=0.022, eye=0.034, stout=1.12,
        whiskers=True,
    ),
    "koala": Breed(
        rgb("#9aa3ad"), rgb("#eef0f2"), "broad", "large", "stub", muzzle=None, nose=0.062, eye=0.026, stout=1.1,
    ),
    "leopard": Breed(
        rgb("#e8b45e"), CREAM, "round", "round", "curl", muzzle=(0.1, 0.07), nose=0.03, iris=rgb("#9fce5a"), eye=0.03,
        whiskers=True, markings=rosettes,
    ),
    "monkey": Breed(
        rgb("#80563a"), rgb("#e8c39b"), "round", "large", "curl", muzzle=(0.15, 0.1), nose=0.02, eye=0.03,
    ),
    "pig": Breed(
        rgb("#f2a7b0"), rgb("#f6c3c6"), "broad", "floppy", "whip", muzzle=None, nose=0.02, eye=0.026, stout=1.18,
        bib=False, markings=snout,
    ),
    "sheep": Breed(
        rgb("#f3eee4"), rgb("#e9d9c4"), "long", "floppy", "pompon", muzzle=(0.09, 0.1), nose=0.026, eye=0.028,
        mane=rgb("#e4dccf"), stout=1.15, bib=False,
    ),
}  # fmt: skip

SEATED: dict[str, SubjectPainter] = {name: seated(breed) for name, breed in BREEDS.items()}
COATS = {name: breed.coat for name, breed in BREEDS.items()}
