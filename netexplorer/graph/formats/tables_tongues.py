"""What columns are called in German, French, Spanish, Italian, Portuguese and Russian, by their roles."""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


SOURCE = _set(
    "quelle quellknoten absender origen origine fonte emisor expéditeur remitente mittente "
    "remetente afzender nadawca "
    "источник отправитель субъект 源 来源 源节点 起点 发送者 发件人 المصدر المرسل"
)
TARGET = _set(
    "ziel zielknoten empfänger destino destinazione cible bersaglio receptor destinataire "
    "destinatario destinatário "
    "ontvanger odbiorca цель получатель объект адресат 目标 目标节点 终点 接收者 收件人 الهدف المستقبل"
)
STEMS = _words(
    "国家 人物 参与者 الدولة دولة شخص الطرف طرف країна особа ülke land staat akteur partei pays "
    "acteur personne persona país "
    "страна сторона лицо"
)
BY_ROLE = {
    "label": "bezeichnung nom nombre nome имя название",
    "type": "关系 类型 العلاقة النوع beziehung art typ funktion amt rolle должность роль cargo "
    "fonction rôle poste carica "
    "ruolo função "
    "beziehungstyp lien relación relacion tipo tipología тип связь отношение",
    "weight": "gewicht stärke poids peso вес",
    "state": "zustand état estado stato состояние статус",
    "note": "bemerkung anmerkung notiz remarque nota примечание",
    "start": "开始 开始时间 开始日期 起始 بداية تاريخالبداية початок başlangıç von seit beginn anfang "
    "startdatum anfangsdatum amtsantritt amtsbeginn eintritt eintrittsdatum gründung "
    "début debut datededébut datedébut inicio inicia início inizio "
    "desde dal depuis dès начало с geboren geburtsdatum geburtsjahr naissance né née nacimiento датарождения "
    "родился",
    "end": "结束 结束时间 结束日期 终止 نهاية кінець bitiş bis ende schluss enddatum amtsende austritt "
    "austrittsdatum auflösung "
    "fin datedefin jusque fim fine hasta al конец окончание по gestorben todesdatum "
    "todesjahr décès décédé mort muerte датасмерти умер",
    "instant": "日期 时间 年份 年 السنة سنة التاريخ تاريخ рік tarih yıl datum jahr annee année fecha data "
    "дата год año ano anno zeitpunkt",
}
RANGED = _set(
    "zeitraum zeit jahre dauer lebensdaten lebenszeit amtszeit tätig actif vigencia années "
    "annees période periode "
    "mandat период годы срок años periodo anni gültigkeit laufzeit validité durée vigência validità"
)
MEMBERS = _set(
    "mitglied botschafter ministre ambassadeur посол министр personne membre pays land "
    "staat país stato persona имя "
    "лицо страна человек персона депутат министр директор politiker abgeordneter minister "
    "député directeur diputado "
    "deputado direttore deputato"
)
GROUPS = _set(
    "gremium verein ministerium partei gruppe unternehmen firma bündnis ausschuss organisación organização "
    "organizzazione société entreprise parti comité ministère empresa partido организация партия компания "
    "ведомство министерство учреждение фирма stiftung behörde kabinett regierung parlament association "
    "fondation conseil "
    "gouvernement gobierno governo consejo consiglio conselho fundación fundação"
)
BEGUN = _set(
    "début debut beginn anfang inicio inicial início inizio начала entrée signature unterzeichnung "
    "вступления подписания firma"
)
ENDED = _set("fin final ende fine fim schluss конца окончания sortie austritt kündigung выхода прекращения")
OF_TIME = _set("datum jahr fecha data anno año année annee дата год zeit")
