"""Pairs of columns that name the two ends of a tie only beside one another, such as seller and buyer."""

from __future__ import annotations

from collections.abc import Sequence

# One pair to each, the source first; words of names of columns without what parts them.
_PAIRS = (
    "employee manager|employee supervisor|employee employer|employer worker|seller buyer|seller purchaser|"
    "supplier recipient|supplier buyer|supplier customer|supplier client|vendor buyer|vendor customer|vendor client|"
    "author recipient|author addressee|writer addressee|writer recipient|sender addressee|correspondent addressee|"
    "ruler successor|predecessor successor|incumbent successor|person successor|name successor|leader successor|"
    "person relatedperson|person relatedto|person1 person2|individual relatedindividual|name relatedname|"
    "name relatedto|entity relatedentity|company relatedcompany|teacher student|teacher pupil|master apprentice|"
    "master pupil|mentor mentee|lord vassal|overlord vassal|patron client|husband wife|mother child|father child|"
    "father son|mother daughter|creditor debtor|assignor assignee|plaintiff defendant|claimant respondent|"
    "applicant respondent|investor investee|investor company|investor startup|shareholder company|owner owned|"
    "owner company|owner asset|owner property|owner subsidiary|parentcompany subsidiary|parent subsidiary|"
    "holding subsidiary|officer company|director company|lobbyist client|registrant client|contractor agency|"
    "agency contractor|authority supplier|contractingauthority supplier|contractingauthority contractor|"
    "contractingauthority winner|buyer supplier|reporter partner|reportercountry partnercountry|aggressor victim|"
    "perpetrator victim|killer victim|accuser accused|winner loser|hometeam awayteam|home away|inviter invitee|"
    "appointer appointee|nominator nominee|leader follower|follower followed|sponsor cosponsor|guarantor beneficiary|"
    "donor candidate|donor party|contributor candidate|contributor committee|grantor grantee|funder recipient|"
    "funder grantee|departure arrival|citing cited|voter candidate|assignedby assignedto|reportsfrom reportsto|"
    "name reportsto|employee reportsto|caller called|out in|party treaty|signatory treaty|party agreement|"
    "signatory agreement|party convention|party contract|owner ownedentity|owner ownedcompany|shareholder investee|"
    "country partner|country counterpart|country partnercountry|reportingcountry partnercountry|geo partner|"
    "declarant partner|"
    "von nach|von an|von zu|verkäufer käufer|lieferant empfänger|lieferant kunde|verfasser empfänger|"
    "verfasser adressat|autor empfänger|autor adressat|schreiber empfänger|absender adressat|vorgänger nachfolger|"
    "amtsinhaber nachfolger|name nachfolger|ehemann ehefrau|schuldner gläubiger|gläubiger schuldner|lehrer schüler|"
    "muttergesellschaft tochtergesellschaft|spender empfänger|auftraggeber auftragnehmer|"
    "de à|de vers|de a|expéditeur destinataire|auteur destinataire|vendeur acheteur|fournisseur acheteur|"
    "fournisseur client|donateur bénéficiaire|prédécesseur successeur|titulaire successeur|maître élève|mari femme|"
    "remitente destinatario|autor destinatario|vendedor comprador|proveedor comprador|predecesor sucesor|"
    "da a|mittente destinatario|autore destinatario|venditore acquirente|fornitore cliente|predecessore successore|"
    "remetente destinatário|vendedor comprador|antecessor sucessor|afzender ontvanger|nadawca odbiorca|"
    "от к|от кому|из в|от до|кто кому|кто кого|продавец покупатель|поставщик получатель|автор адресат|"
    "предшественник преемник|учитель ученик|муж жена|кредитор должник|заказчик исполнитель|заказчик поставщик"
)
WORD_PAIRS = tuple(tuple(pair.split()) for pair in _PAIRS.split("|"))
_PAIRED = frozenset(WORD_PAIRS)
_IDS = ("id", "ids", "no", "nr", "num", "number", "code", "key", "uri", "qid", "ref")
_LABELS = ("name", "names", "label", "title", "fullname", "abb")
ABOUT = frozenset((*_IDS, *_LABELS, "type", "kind", "role", "country", "class", "category"))
_FEW = 5  # different values: fewer are categories


def are_paired(words: Sequence[str]) -> bool:
    """Whether two of some words are such a pair."""
    said = frozenset(words)
    return any(one in said and other in said for one, other in WORD_PAIRS)


def stem_of(what: str, about: str) -> str:
    """Of what one of two numbered columns tells: ``entity1_id`` of the id and ``entity1_name`` of the name."""
    return "id" if about in _IDS else "name" if about in _LABELS else about if what else ""


def share_names(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two columns name the same things: not just one word of a few that come again and again."""
    first, second = set(one), set(other)
    shared = first & second
    if not shared or not any(any(map(str.isalpha, each)) for each in shared):
        return False
    is_small = max(len(one), len(other)) < 2 * _FEW
    return is_small or (len(shared) > 1 and min(len(first), len(second)) > _FEW)
