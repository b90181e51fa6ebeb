"""Informal contacts of the demo canton about people who are no case: initials, nothing shared."""

from datetime import date, timedelta

from ciiz.jobs.play import People, call, texts

CALLS = (
    # who calls whom: institution, the other, initials, year of birth, days ago
    ("RAV-FIRNEGG", "SMZ-FIRNEGG", "K. A.", 1979, 2),
    ("RAV-FIRNEGG", "IV-MONTSOLAZ", "R. D.", 1991, 9),
    ("RAV-FIRNEGG", "SUCHT-MONTSOLAZ", "M. T.", 1968, 20),
    ("SMZ-FIRNEGG", "RAV-FIRNEGG", "S. E.", 1985, 5),
    ("SMZ-FIRNEGG", "MIG-STEINLAUEN", "L. H.", 1998, 13),
    ("ORP-MONTSOLAZ", "CMS-MONTSOLAZ", "P. V.", 1972, 3),
    ("ORP-MONTSOLAZ", "IV-MONTSOLAZ", "A. G.", 1989, 12),
    ("ORP-MONTSOLAZ", "OP-MONTSOLAZ", "N. B.", 2004, 30),
    ("IV-MONTSOLAZ", "ORP-MONTSOLAZ", "C. F.", 1976, 6),
    ("ORP-ROCHEVAN", "CMS-ROCHEVAN", "J. L.", 1993, 8),
    ("MIG-STEINLAUEN", "RAV-FIRNEGG", "Y. O.", 1987, 4),
    ("OP-MONTSOLAZ", "CMS-MONTSOLAZ", "E. Z.", 2005, 11),
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
