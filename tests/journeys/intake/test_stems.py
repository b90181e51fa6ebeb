"""Headings that stand in no list: told by their parts, and left alone where a part belongs to something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciiz.journeys.intake import Field, field_of
from ciiz.journeys.intake.headings import KNOWN, key

GERMAN = {
    Field.LAST_NAME: ["Nachname der stellensuchenden Person", "Amtlicher Name", "Familienname der Klientin"],
    Field.FIRST_NAME: ["Amtlicher Vorname", "Vorname der betroffenen Person"],
    Field.FULL_NAME: ["Name und Vorname der versicherten Person"],
    Field.BIRTH_DATE: ["Geburtstag der Klientin", "Datum der Geburt"],
    Field.SEX: ["Amtliches Geschlecht"],
    Field.NATIONALITY: ["Aktuelle Staatsangehörigkeit"],
    Field.AHV_NUMBER: ["Sozialversicherungsnummer (AHV)", "AHV-Nummer 13-stellig", "Neue AHV Nr. der Person"],
    Field.LANGUAGE: ["Bevorzugte Korrespondenzsprache", "Kontaktsprache", "Gewünschte Sprache der Korrespondenz"],
    Field.NPA: ["Postleitzahl (PLZ)", "PLZ-Nummer"],
    Field.COMMUNE: ["Politische Wohngemeinde", "Aktueller Wohnort", "PLZ und Wohnort der Person",
                    "Zivilrechtlicher Wohnsitz"],
    Field.STREET: ["Strasse und Hausnummer", "Adresse (Strasse, PLZ, Ort)", "Wohnadresse des Klienten", "Privatadresse",
                   "Vollständige Adresse", "Strassenname und Nr.", "Postanschrift"],
    Field.HOUSE_NUMBER: ["Haus-Nummer"],
    Field.PERMIT: ["Art der Bewilligung", "Kategorie Ausländerausweis", "Aktuelle Aufenthaltsbewilligung"],
    Field.PHONE: ["Mobiltelefon", "Handynummer privat", "Telefon tagsüber", "Erreichbar unter Telefon",
                    "Tel. Festnetz"],
    Field.EMAIL: ["Private E-Mail-Adresse", "Kontakt E-Mail", "Emailadresse"],
    Field.INSTITUTION: ["Name der Institution", "Zuweisendes Amt", "Meldende Dienststelle", "Bezeichnung der Stelle",
                        "Kürzel der meldenden Institution", "Federführende Institution", "Einreichende Stelle"],
    Field.REPORTER: ["Name und Vorname der Sachbearbeiterin", "Zuständige Fachperson", "Fallführende Sozialarbeiterin"],
    Field.REFERRAL_DATE: ["Datum der Überweisung", "Datum der IIZ-Meldung", "Zuweisungsdatum"],
    Field.WISHED_FORM: ["Beantragte Form", "Vorgeschlagene Form der Zusammenarbeit"],
    Field.PARTNERS: ["Einbezogene Stellen", "Weitere beteiligte Institutionen", "Bereits involvierte Dienste",
                     "Beigezogene Fachstellen", "Übrige Institutionen"],
    Field.CRITERIA: ["Zutreffende Kriterien", "Aufnahmekriterien IIZ"],
    Field.ENTITLEMENT_END: ["Ende Leistungsanspruch", "Anspruch endet am", "Voraussichtliche Aussteuerung",
                    "Ablauf der Rahmenfrist",
                            "Letzter Tag Taggeldbezug"],
    Field.REGISTERED_SINCE: ["Beim RAV angemeldet seit", "Beginn Taggeldbezug"],
    Field.WORK_CAPACITY: ["Medizinische Arbeitsfähigkeit in Prozent", "Beurteilung der Arbeitsfähigkeit"],
    Field.CONSENT_SIGNED_ON: ["Datum der Unterschrift Vollmacht", "Schriftliche Einwilligung vom"],
    Field.CONSENT_VALID_UNTIL: ["Gültigkeitsdauer der Vollmacht", "Vollmacht läuft ab (Datum)"],
    Field.CONSENT_INSTITUTIONS: ["Vollmacht gilt gegenüber Institutionen", "Bevollmächtigte Stellen"],
    Field.MOTIVE: ["Allgemeine Bemerkungen", "Grund der Zuweisung", "Weitere Hinweise"],
}  # fmt: skip
FRENCH = {
    Field.LAST_NAME: ["Nom officiel", "Nom de famille de l'assurée"],
    Field.FIRST_NAME: ["Prénom de l'assuré(e)", "Prénom officiel"],
    Field.FULL_NAME: ["Nom et prénom de la personne assurée"],
    Field.BIRTH_DATE: ["Jour de naissance", "Date de naissance du client"],
    Field.SEX: ["Sexe officiel"],
    Field.NATIONALITY: ["Nationalité actuelle", "Pays de provenance"],
    Field.AHV_NUMBER: ["Nouveau numéro AVS", "Numéro AVS de la personne"],
    Field.LANGUAGE: ["Langue souhaitée", "Langue de contact préférée"],
    Field.NPA: ["Code postal du client"],
    Field.COMMUNE: ["Localité de domicile", "Commune politique", "Nom de la commune", "Lieu de résidence actuel"],
    Field.STREET: ["Rue et numéro", "Adresse complète", "Adresse postale", "Adresse de domicile", "Rue / N°",
                    "Adresse privée",
                   "Adresse (rue, NPA, localité)"],
    Field.HOUSE_NUMBER: ["N° d'immeuble"],
    Field.PERMIT: ["Catégorie de permis", "Genre de permis de séjour", "Autorisation de séjour actuelle"],
    Field.PHONE: ["Tél. portable", "Numéro de portable", "Contact téléphonique", "Téléphone fixe"],
    Field.EMAIL: ["Courrier électronique", "Courriel privé", "Adresse mail de contact"],
    Field.INSTITUTION: ["Service annonceur", "Office annonceur", "Nom de l'institution", "Sigle de l'institution",
                        "Institution mandante", "Service demandeur", "Office qui annonce", "Désignation du service"],
    Field.REPORTER: ["Nom du conseiller", "Personne qui annonce", "Collaboratrice responsable",
                    "Gestionnaire du dossier"],
    Field.REFERRAL_DATE: ["Date de transmission", "Date de l'annonce CII"],
    Field.WISHED_FORM: ["Forme de collaboration proposée", "Forme demandée"],
    Field.PARTNERS: ["Autres services impliqués", "Offices concernés", "Institutions déjà impliquées",
                    "Services associés"],
    Field.CRITERIA: ["Critères CII remplis", "Critères d'admission"],
    Field.ENTITLEMENT_END: ["Échéance du droit", "Fin probable des prestations", "Fin des indemnités de chômage",
                    "Dernier jour du droit"],
    Field.REGISTERED_SINCE: ["Inscrit à l'ORP depuis", "Date d'inscription au chômage"],
    Field.WORK_CAPACITY: ["Pourcentage de capacité de travail", "Capacité de travail médicale"],
    Field.CONSENT_SIGNED_ON: ["Date de signature du consentement"],
    Field.CONSENT_VALID_UNTIL: ["Durée de validité de la procuration", "Consentement expire le"],
    Field.CONSENT_INSTITUTIONS: ["Destinataires de la procuration", "Services autorisés"],
    Field.MOTIVE: ["Remarques générales", "Raison du signalement", "Autres observations"],
}  # fmt: skip
ITALIAN = {
    Field.LAST_NAME: ["Cognome ufficiale", "Cognome dell'assicurato"],
    Field.FIRST_NAME: ["Nome ufficiale", "Nome della cliente"],
    Field.FULL_NAME: ["Cognome e nome della persona"],
    Field.BIRTH_DATE: ["Giorno di nascita"],
    Field.NATIONALITY: ["Nazionalità attuale", "Paese di provenienza"],
    Field.AHV_NUMBER: ["Nuovo numero AVS dell'assicurato", "Numero AVS (13 cifre)"],
    Field.LANGUAGE: ["Lingua di contatto", "Lingua desiderata"],
    Field.NPA: ["Codice postale"],
    Field.COMMUNE: ["Località di domicilio", "Comune politico", "Luogo di residenza"],
    Field.STREET: ["Via e numero", "Indirizzo completo", "Indirizzo di domicilio", "Via / N. civico",
                    "Indirizzo privato",
                   "Indirizzo postale"],
    Field.HOUSE_NUMBER: ["N. civico"],
    Field.PERMIT: ["Tipo di permesso di dimora", "Categoria del permesso", "Titolo di soggiorno"],
    Field.PHONE: ["Numero di cellulare", "Telefono privato", "Telefono fisso", "Recapito telefonico"],
    Field.EMAIL: ["Indirizzo di posta elettronica", "E-mail privata"],
    Field.INSTITUTION: ["Nome dell'istituzione", "Servizio che segnala", "Ufficio annunciante",
                    "Istituzione competente",
                        "Servizio richiedente", "Sigla dell'istituzione"],
    Field.REPORTER: ["Nome del consulente", "Collaboratrice incaricata", "Persona che segnala"],
    Field.REFERRAL_DATE: ["Data d'invio", "Data dell'annuncio CII"],
    Field.WISHED_FORM: ["Forma di collaborazione proposta", "Forma richiesta"],
    Field.PARTNERS: ["Servizi coinvolti", "Altri enti", "Istituzioni già coinvolte"],
    Field.CRITERIA: ["Criteri adempiuti", "Criteri CII"],
    Field.ENTITLEMENT_END: ["Fine delle indennità di disoccupazione", "Termine del diritto",
                    "Fine del diritto prevista"],
    Field.REGISTERED_SINCE: ["Iscritto dal (data)", "Data d'iscrizione"],
    Field.WORK_CAPACITY: ["Capacità lavorativa in percentuale", "Valutazione della capacità lavorativa"],
    Field.CONSENT_SIGNED_ON: ["Data della firma della procura"],
    Field.CONSENT_VALID_UNTIL: ["Validità della procura", "Scadenza del consenso"],
    Field.CONSENT_INSTITUTIONS: ["Destinatari della procura", "Servizi autorizzati"],
    Field.MOTIVE: ["Osservazioni generali", "Ragione della segnalazione", "Altre osservazioni"],
}  # fmt: skip
OTHERS = """Telefon Arbeitgeber|Geburtsort|Name Arbeitgeber|Adresse Arbeitgeber|Führerausweis|Geburtsname|Muttersprache
|Arbeitsunfähigkeit|Beteiligte Personen|Name der Mutter|Vorname Ehepartner|Arbeitsort|Bürgerort|Kündigungsgrund
|Zivilstand
|Telefon Institution|E-Mail Sachbearbeiterin|Adresse der Institution|Ausweis gültig bis|AHV-Rente|AHV-Zweigstelle
|Datum Austritt
|Letzte Stelle|Stellenprozente|Wohnsitzkanton|Ferienanspruch|Name des Arztes|Anzahl Kinder|Geburtsjahr
|Nom de l'employeur|Permis de conduire|Incapacité de travail|Lieu de naissance|Nom de jeune fille|Langue maternelle
|Nom du médecin
|Téléphone de l'employeur|Adresse de l'employeur|État civil|Motif du licenciement|Validité du permis|Lieu de travail
|Permis de travail
|Année de naissance|Service militaire|Nombre d'enfants|Prénom du conjoint|Courriel du conseiller|Revenu
|Luogo di nascita|Nome del datore di lavoro|Patente di guida|Telefono del medico|Incapacità lavorativa|Stato civile
|Lingua madre
|Nome del coniuge|Indirizzo del datore di lavoro|Numero di figli|Servizio militare|Anno di nascita|Luogo di lavoro"""
CASES = [
    (heading, field)
    for language in (GERMAN, FRENCH, ITALIAN)
    for field, all_of in language.items()
    for heading in all_of
]


@pytest.mark.parametrize(("heading", "field"), CASES)
def test_headings_of_no_list_are_told_by_their_parts(heading: str, field: Field) -> None:
    assert field_of(heading) is field


@pytest.mark.parametrize("language", [GERMAN, FRENCH, ITALIAN])
def test_most_of_them_stand_in_no_list(language: dict[Field, list[str]]) -> None:
    assert sum(key(heading) not in KNOWN for all_of in language.values() for heading in all_of) >= 40


@pytest.mark.parametrize("heading", [one.strip() for one in OTHERS.split("|")])
def test_what_belongs_to_somebody_or_something_else_is_left_alone(heading: str) -> None:
    assert field_of(heading) is None


@given(
    st.sampled_from(CASES), st.sampled_from(["Arbeitgeber", "employeur", "medico", "Kinder", "conjoint", "Beistand"])
)
def test_a_word_of_somebody_else_makes_any_heading_unknown(case: tuple[str, Field], other: str) -> None:
    assert field_of(f"{case[0]} {other}") is None


@given(st.text(max_size=60))
def test_any_text_is_answered(heading: str) -> None:
    assert field_of(heading) is None or field_of(heading) in set(Field)
