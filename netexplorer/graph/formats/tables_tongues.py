"""What columns are called in German, French, Spanish, Italian, Portuguese and Russian, by their roles."""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


SOURCE = _set("quelle quellknoten absender origen origine fonte emisor источник отправитель субъект")
TARGET = _set("ziel zielknoten empfänger destino destinazione cible bersaglio receptor цель получатель объект адресат")
# Two words that name the ends of a tie only beside one another.
WORD_PAIRS = (("employee", "manager"), ("employee", "supervisor"), ("employee", "employer"),
              ("von", "nach"), ("von", "an"), ("von", "zu"), ("de", "à"), ("de", "vers"), ("de", "a"), ("da", "a"),
              ("от", "к"), ("от", "кому"), ("из", "в"), ("от", "до"))  # fmt: skip
STEMS = _words("land staat akteur partei pays acteur personne persona país страна сторона лицо")
BY_ROLE = {
    "label": "bezeichnung nom nombre nome имя название",
    "type": "beziehung art typ beziehungstyp lien relación relacion tipo tipología тип связь отношение",
    "weight": "gewicht stärke poids peso вес",
    "state": "zustand état estado stato состояние статус",
    "note": "bemerkung anmerkung notiz remarque nota примечание",
    "start": "von seit beginn anfang startdatum anfangsdatum amtsantritt amtsbeginn eintritt eintrittsdatum gründung "
    "début debut datededébut datedébut inicio inicia início inizio "
    "desde dal depuis dès начало с geboren geburtsdatum geburtsjahr naissance né née nacimiento датарождения "
    "родился",
    "end": "bis ende schluss enddatum amtsende austritt austrittsdatum auflösung "
    "fin datedefin jusque fim fine hasta al конец окончание по gestorben todesdatum "
    "todesjahr décès décédé mort muerte датасмерти умер",
    "instant": "datum jahr annee fecha data дата год año ano anno zeitpunkt",
}
RANGED = _set(
    "zeitraum zeit jahre dauer lebensdaten lebenszeit amtszeit tätig actif vigencia années annees période periode "
    "mandat период годы срок años periodo anni"
)
MEMBERS = _set(
    "mitglied botschafter ministre ambassadeur посол министр personne membre pays land staat país stato persona имя "
    "лицо страна человек"
)
GROUPS = _set(
    "gremium verein ministerium partei gruppe unternehmen firma bündnis ausschuss organisación organização "
    "organizzazione société entreprise parti comité ministère empresa partido организация партия компания"
)
BEGUN = _set("début debut beginn anfang inicio inicial início inizio начала")
ENDED = _set("fin final ende fine fim schluss конца окончания")
OF_TIME = _set("datum jahr fecha data anno año année annee дата год zeit")
