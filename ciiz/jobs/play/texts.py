"""What people write in a played case, in German and French; all of it invented."""

from dataclasses import dataclass

from ciiz.domain.access.public import Category
from ciiz.domain.cases.enums import Domain
from ciiz.domain.journal.enums import InformalKind
from ciiz.domain.plans.enums import MeasureKind, Phase


@dataclass(frozen=True, slots=True)
class MeasureText:
    """A measure: words, kind, and which of the case's institutions sees to it (0: the one that refers)."""

    text: str
    kind: MeasureKind = MeasureKind.INTEGRATION
    phase: Phase = Phase.CLARIFY
    institution: int = 0
    days: int = 60
    category: Category = Category.WORK


@dataclass(frozen=True, slots=True)
class GoalText:
    """A goal with its measures."""

    text: str
    measures: tuple[MeasureText, ...]
    category: Category = Category.WORK


@dataclass(frozen=True, slots=True)
class CallText:
    """An informal contact: what for, what came of it, and what follows."""

    kind: InformalKind
    subject: str
    outcome: str
    minutes: int
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class Texts:
    """All lists of one language; a played case takes one of each by its number."""

    reasons: tuple[str, ...]
    notes: dict[Domain, tuple[str, ...]]
    questions: tuple[str, ...]
    answers: tuple[str, ...]
    advice: tuple[str, ...]
    possibilities: dict[Domain, tuple[str, ...]]
    resources: tuple[str, ...]
    obstacles: tuple[str, ...]
    goals: tuple[GoalText, ...]
    support: tuple[GoalText, ...]
    disputes: tuple[str, ...]
    rulings: tuple[str, ...]
    alternatives: tuple[str, ...]
    talks: tuple[str, ...]
    findings: tuple[str, ...]
    changes: tuple[str, ...]
    results: tuple[str, ...]
    orders: tuple[str, ...]
    sessions: tuple[str, ...]
    calls: tuple[CallText, ...]

    def pick(self, options: tuple[str, ...], number: int) -> str:
        """One of a list; numbers run round."""
        return options[number % len(options)]


GERMAN = Texts(
    reasons=(
        "Mehrere Stellen arbeiten nebeneinander her; es braucht eine gemeinsame Linie und eine Führung.",
        "Der Taggeldanspruch geht zu Ende, die Rückkehr in den Beruf ist gesundheitlich offen.",
        "Zwei Massnahmen wurden abgebrochen, Familie und Schulden belasten; allein kommt niemand weiter.",
        "Die Person will arbeiten, die Einschätzungen der Arbeitsfähigkeit gehen aber auseinander.",
    ),
    notes={
        Domain.WORK: ("Zuletzt im Gastgewerbe, seither Einsätze ohne Anschluss.", "Lehre im Verkauf abgebrochen."),
        Domain.HEALTH: ("Rückenbeschwerden, Abklärung läuft.", "Erschöpfung nach langer Belastung, in Behandlung."),
        Domain.FINANCE: ("Betreibungen, ein Budget fehlt.", "Ergänzende Sozialhilfe seit dem Frühling."),
        Domain.FAMILY: ("Allein mit zwei Kindern, Betreuung ungeklärt.", "Wohnt bei den Eltern."),
    },
    questions=("Seit wann besteht die Arbeitsunfähigkeit, und wer hat sie bescheinigt?",),
    answers=("Seit dem Februar, bescheinigt durch die Hausärztin; Zeugnis liegt vor.",),
    advice=(
        "Bitte zuerst direkt mit der Sozialarbeiterin absprechen; bei Bedarf gerne wieder melden.",
        "Die Zuständigkeit ist klar; das ordentliche Dossier genügt.",
    ),
    possibilities={
        Domain.WORK: ("Arbeitsversuch in einem Betrieb der Region", "Einsatzprogramm mit steigendem Pensum"),
        Domain.HEALTH: ("Belastbarkeit mit der behandelnden Ärztin klären", "Schmerztherapie abschliessen"),
    },
    resources=("Zuverlässig, gute Kenntnisse im Beruf", "Grosse Motivation, tragendes Umfeld"),
    obstacles=("Lange ohne Arbeit, wenig belastbar", "Schulden und unklare Wohnsituation"),
    goals=(
        GoalText(
            "Bis zum Sommer wieder mit 60 % im ersten Arbeitsmarkt tätig sein",
            (
                MeasureText("Arbeitsversuch in einem Betrieb der Region", MeasureKind.LABOUR, Phase.BUILD_UP, 0, 60),
                MeasureText("Bewerbungsunterlagen erneuern, Stellensuche begleiten", phase=Phase.PLACE, days=90),
            ),
        ),
        GoalText(
            "Einen anerkannten Abschluss nachholen",
            (MeasureText("Standortabklärung und Bildungsplan", phase=Phase.CLARIFY, days=45),),
        ),
        GoalText(
            "Die Arbeitsfähigkeit ist geklärt und steigt auf 80 %",
            (MeasureText("Belastbarkeitstraining mit steigendem Pensum", phase=Phase.BUILD_UP, institution=1),),
        ),
    ),
    support=(
        GoalText(
            "Die finanzielle Lage ist geordnet",
            (
                MeasureText(
                    "Budget- und Schuldenberatung", MeasureKind.SUPPORT, Phase.STABILISE, 1, 75, Category.SOCIAL
                ),
            ),
            Category.SOCIAL,
        ),
        GoalText(
            "Die Betreuung der Kinder ist geregelt",
            (
                MeasureText(
                    "Platz in einer Kindertagesstätte organisieren",
                    MeasureKind.SUPPORT,
                    Phase.STABILISE,
                    1,
                    40,
                    Category.SOCIAL,
                ),
            ),
            Category.SOCIAL,
        ),
    ),
    disputes=(
        "Wer zahlt das Einsatzprogramm: die Arbeitslosenversicherung oder die Sozialhilfe?",
        "Für diese Massnahme sind wir nicht zuständig, solange die Gesundheit nicht geklärt ist.",
    ),
    rulings=(
        "Wer die Massnahme beantragt hat, zahlt sie bis zum Entscheid; danach werden die Kosten geteilt.",
        "Die Massnahme beginnt wie geplant; die Zuständigkeit wird an der nächsten Standortbestimmung geprüft.",
    ),
    alternatives=(
        "Statt des Einsatzprogramms zuerst ein Arbeitsversuch von vier Wochen; die Finanzierung ist dort gesichert.",
        "Das Ziel in zwei Etappen teilen; die zweite erst nach der medizinischen Klärung.",
    ),
    talks=(
        "Bewerbungen besprochen, nächste Schritte vereinbart.",
        "Die Person berichtet von guten ersten Tagen im Betrieb.",
        "Pensum wird ab nächster Woche erhöht; Rückmeldung des Betriebs ist positiv.",
    ),
    findings=("Der Plan kommt voran, das Pensum konnte steigen.", "Es geht langsamer als gedacht, aber vorwärts."),
    changes=("Der Betrieb bietet eine Stelle an; der Plan wird darauf ausgerichtet.", "Gesundheit hat sich verändert."),
    results=(
        "Unbefristeter Vertrag mit 80 %.",
        "Begleitung geht an eine andere Stelle über.",
        "Ohne Ergebnis beendet.",
    ),
    orders=("Bitte Deutschkurs und Stellenbörse prüfen.", "Bitte Budgetberatung aufnehmen."),
    sessions=("Die Stellen sind sich über die Belastbarkeit nicht einig; das Programm beginnt in drei Wochen.",),
    calls=(
        CallText(
            InformalKind.STATUS_INQUIRY,
            "Läuft ein Gesuch, und bis wann ist mit einem Entscheid zu rechnen?",
            "Das Gesuch ist eingegangen; der Entscheid braucht noch einige Wochen.",
            5,
            "Nach dem Entscheid fragen",
        ),
        CallText(
            InformalKind.EXCHANGE,
            "Wer übernimmt den Sprachkurs?",
            "Das RAV übernimmt ihn, sobald die Kinderbetreuung geregelt ist.",
            10,
        ),
        CallText(
            InformalKind.ADVICE,
            "Lohnt sich eine Fallmeldung?",
            "Zuerst ein gemeinsames Gespräch zu dritt; dann neu beurteilen.",
            15,
            "Gespräch zu dritt vereinbaren",
        ),
        CallText(
            InformalKind.SECOND_OPINION,
            "Ist ein Arbeitsversuch trotz Rückenleiden sinnvoll?",
            "Ja, sitzend und mit halbem Pensum; Zeugnis der Hausärztin abwarten.",
            20,
        ),
    ),
)

FRENCH = Texts(
    reasons=(
        "Plusieurs services suivent la personne sans se concerter; il faut une ligne commune et un pilote.",
        "Le droit aux indemnités se termine, le retour au métier dépend de la santé.",
        "Deux mesures interrompues, famille et dettes pèsent; seul, personne n'avance.",
        "La personne veut travailler, mais les avis sur sa capacité de travail divergent.",
    ),
    notes={
        Domain.WORK: ("Dernier emploi dans l'hôtellerie, depuis des missions.", "Apprentissage de vente interrompu."),
        Domain.HEALTH: ("Mal de dos, examens en cours.", "Épuisement après une longue période, en traitement."),
        Domain.FINANCE: ("Poursuites, pas de budget.", "Aide sociale en complément depuis le printemps."),
        Domain.FAMILY: ("Seule avec deux enfants, garde non réglée.", "Vit chez ses parents."),
    },
    questions=("Depuis quand dure l'incapacité de travail, et qui l'a attestée?",),
    answers=("Depuis février, attestée par le médecin de famille; le certificat est au dossier.",),
    advice=(
        "Merci de voir d'abord directement avec l'assistante sociale; annoncez-la à nouveau si besoin.",
        "La compétence est claire; le dossier ordinaire suffit.",
    ),
    possibilities={
        Domain.WORK: ("Stage dans une entreprise de la région", "Programme d'occupation à taux croissant"),
        Domain.HEALTH: ("Clarifier l'endurance avec le médecin traitant", "Terminer la thérapie de la douleur"),
    },
    resources=("Personne fiable, bonnes connaissances du métier", "Grande motivation, entourage solide"),
    obstacles=("Longtemps sans emploi, peu d'endurance", "Dettes et logement incertain"),
    goals=(
        GoalText(
            "Retrouver d'ici l'été un emploi à 60 % sur le marché primaire",
            (
                MeasureText("Stage dans une entreprise de la région", MeasureKind.LABOUR, Phase.BUILD_UP, 0, 60),
                MeasureText("Refaire le dossier de candidature, appuyer la recherche", phase=Phase.PLACE, days=90),
            ),
        ),
        GoalText(
            "Obtenir un diplôme reconnu",
            (MeasureText("Bilan et plan de formation", phase=Phase.CLARIFY, days=45),),
        ),
        GoalText(
            "La capacité de travail est clarifiée et atteint 80 %",
            (MeasureText("Entraînement à l'endurance à taux croissant", phase=Phase.BUILD_UP, institution=1),),
        ),
    ),
    support=(
        GoalText(
            "La situation financière est en ordre",
            (
                MeasureText(
                    "Conseil en budget et désendettement", MeasureKind.SUPPORT, Phase.STABILISE, 1, 75, Category.SOCIAL
                ),
            ),
            Category.SOCIAL,
        ),
        GoalText(
            "La garde des enfants est réglée",
            (MeasureText("Trouver une place en crèche", MeasureKind.SUPPORT, Phase.STABILISE, 1, 40, Category.SOCIAL),),
            Category.SOCIAL,
        ),
    ),
    disputes=(
        "Qui paie le programme d'occupation : l'assurance-chômage ou le service social ?",
        "Nous estimons que la mesure n'est pas de notre ressort tant que la santé n'est pas clarifiée.",
    ),
    rulings=(
        "Celui qui a demandé la mesure la finance jusqu'à la décision ; ensuite les coûts sont partagés.",
        "La mesure commence comme prévu ; la compétence est revue au prochain bilan.",
    ),
    alternatives=(
        "Au lieu du programme d'occupation, d'abord un stage de quatre semaines; son financement est assuré.",
        "Partager l'objectif en deux étapes; la seconde après l'avis médical.",
    ),
    talks=(
        "Candidatures passées en revue, prochaines étapes convenues.",
        "La personne parle de bons premiers jours en entreprise.",
        "Le taux augmente dès la semaine prochaine; retour positif de l'entreprise.",
    ),
    findings=("Le plan avance, le taux a pu augmenter.", "Plus lent que prévu, mais cela avance."),
    changes=("L'entreprise propose un poste; le plan s'y adapte.", "L'état de santé a changé."),
    results=("Contrat à durée indéterminée à 80 %.", "Un autre service prend le relais.", "Terminé sans résultat."),
    orders=("Merci d'examiner un cours de français et la bourse d'emploi.", "Merci d'ouvrir un conseil en budget."),
    sessions=("Les services ne s'accordent pas sur l'endurance ; le programme débute dans trois semaines.",),
    calls=(
        CallText(
            InformalKind.STATUS_INQUIRY,
            "Une demande est-elle en cours, et quand tombera la décision ?",
            "La demande est arrivée ; la décision prendra encore quelques semaines.",
            5,
            "Demander où en est la décision",
        ),
        CallText(
            InformalKind.EXCHANGE,
            "Qui prend en charge le cours de langue ?",
            "L'ORP le prend en charge dès que la garde des enfants est réglée.",
            10,
        ),
        CallText(
            InformalKind.ADVICE,
            "Une annonce de cas est-elle utile ?",
            "D'abord un entretien à trois, puis une nouvelle appréciation.",
            15,
            "Fixer l'entretien à trois",
        ),
        CallText(
            InformalKind.SECOND_OPINION,
            "Un stage est-il indiqué malgré le mal de dos ?",
            "Oui, en position assise et à mi-temps ; attendre le certificat du médecin de famille.",
            20,
        ),
    ),
)

_ALL = {"de": GERMAN, "fr": FRENCH}


def texts(language: str) -> Texts:
    """The lists of a language; German where there are none."""
    return _ALL.get(language, GERMAN)
