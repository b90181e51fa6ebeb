"""The person concerned gets a page of their own: the letter with the code, in the language that they read."""

from uuid import UUID

from django.utils.translation import override

from ciiz.domain.access.public import Actor, canton_of
from ciiz.domain.documents import public as documents
from ciiz.domain.documents.enums import Letter
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.persons import public as persons
from ciiz.domain.privacy import public as privacy
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotFound

from .consent import letterhead


@atomic
def invite(*, actor: Actor, dossier_id: UUID, address: str) -> bytes:
    """The letter as PDF, with the `address` of the page. The code stands in it and nowhere else."""
    person = persons.person(actor, dossier_id)
    if person is None:
        raise NotFound
    page, code = privacy.invite(actor=actor, dossier_id=dossier_id)
    values = canton_values(canton_of(actor, dossier_id))
    full_name = f"{person.given_names} {person.family_name}"
    recipient = (full_name, person.street, f"{person.postcode} {person.town}".strip())
    with override(page.language):
        said = {
            "office": letterhead(values.code),
            "window": values.letter_head.window,
            "place": str(values.letter_head.place),
            "recipient": [line for line in recipient if line],
            "sex": person.sex,
            "family_name": person.family_name,
            "full_name": full_name,
            "address": address,
            "code": code,
            "until": page.last_day,
            "phone": page.contributor.phone,
        }
    wording = documents.wording(Letter.PERSONAL_PAGE, values.code)
    return documents.render(wording, page.language, said, dated_on=actor.today)
