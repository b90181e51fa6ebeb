"""Informal contacts of the demo canton about people who are no case: initials, nothing shared."""

from datetime import date, timedelta

from ciiz.jobs.play import People, call, texts

CALLS = (
    # who calls whom: institution, the other, initials, year of birth, days ago
    ("RAV-BRIG", "SMZ-OW", "K. A.", 1979, 2),
    ("RAV-BRIG", "IV-VS", "R. D.", 1991, 9),
    ("RAV-BRIG", "SUCHT-VS", "M. T.", 1968, 20),
    ("SMZ-OW", "RAV-BRIG", "S. E.", 1985, 5),
    ("SMZ-OW", "MIG-OW", "L. H.", 1998, 13),
    ("ORP-SION", "CMS-SION", "P. V.", 1972, 3),
    ("ORP-SION", "IV-VS", "A. G.", 1989, 12),
    ("ORP-SION", "OP-SION", "N. B.", 2004, 30),
    ("IV-VS", "ORP-SION", "C. F.", 1976, 6),
    ("ORP-MARTIGNY", "CMS-MARTIGNY", "J. L.", 1993, 8),
    ("MIG-OW", "RAV-BRIG", "Y. O.", 1987, 4),
    ("OP-SION", "CMS-SION", "E. Z.", 2005, 11),
)


def play(people: People, *, today: date) -> None:
    """Each contact once, alternately by a contact person and a front-line worker of those as whom one signs in."""
    known = people.leading
    for number, (institution, other, initials, year, days) in enumerate(CALLS):
        who = known.front(institution) if number % 2 else known.contact(institution)
        said = texts(who.language).calls
        call(
            known,
            who,
            to=other,
            said=said[number % len(said)],
            on=today - timedelta(days=days),
            initials=initials,
            birth_year=year,
        )
