"""The part of the FollowTheMoney model that makes a network: which schemata are edges, and what refers to what."""

from __future__ import annotations

from msgspec import Struct


class Edge(Struct, frozen=True):
    """An edge schema: the properties that hold its two ends, and those that say what it is."""

    source: str
    target: str
    directed: bool = True
    captions: tuple[str, ...] = ("role",)


EDGES = {
    "Associate": Edge("person", "associate", captions=("relationship",)),
    "ContractAward": Edge("contract", "supplier", captions=("role", "lotNumber")),
    "CourtCaseParty": Edge("party", "case"),
    "Debt": Edge("debtor", "creditor"),
    "Directorship": Edge("director", "organization"),
    "Documentation": Edge("document", "entity", directed=False),
    "EconomicActivity": Edge("sender", "receiver", captions=("goodsDescription",)),
    "Employment": Edge("employee", "employer"),
    "Family": Edge("person", "relative", directed=False, captions=("relationship",)),
    "Interest": Edge("interestHolder", "subject"),
    "Membership": Edge("member", "organization"),
    "Occupancy": Edge("holder", "post", captions=("role", "summary")),
    "Ownership": Edge("owner", "asset", captions=("role", "percentage")),
    "Payment": Edge("payer", "beneficiary", captions=("purpose", "role")),
    "PositionHeld": Edge("holder", "position"),
    "ProjectParticipant": Edge("participant", "project"),
    "Representation": Edge("agent", "client"),
    "Sanction": Edge("authority", "entity", captions=("program", "reason")),
    "Similar": Edge("candidate", "match", directed=False, captions=()),
    "Succession": Edge("predecessor", "successor"),
    "TaxRoll": Edge("authority", "taxee", captions=()),
    "UnknownLink": Edge("subject", "object"),
}
CREATED = frozenset(("Sanction",))  # whose source is the name of an authority, no entity
AUTHORITY = "authority: "  # before the name of one, in the id of the actor made from it
AUTHORITIES = ("authority", "program", "country", "publisher")  # who sanctions, by the first that is said
# properties of other entities that refer to an entity; the identity of a thing with another is none of them
REFERENCES = (
    "addressEntity", "parent", "holder", "entity", "operator", "owner", "organization", "post", "bank", "account",
    "bankAccount", "issuer", "buyer", "project", "contract", "callForTenders", "cryptoWallets", "organizer", "involved",
    "subsidiaryOf", "membershipOf", "sender", "receiver", "emitters", "recipients", "caller", "target", "person",
    "security", "vehicle", "authority", "publisher", "document", "resolved", "organizations", "people",
)  # fmt: skip
STARTS = ("startDate", "listingDate")
ENDS = ("endDate",)
INSTANTS = ("date", "modifiedAt")
NAMES = ("name", "title", "caption", "full", "number", "fileName", "registrationNumber")
CURRENT = frozenset(("current", "active", "ongoing", "valid", "in force", "open", "present", "holding"))
OVER = frozenset(("ended", "former", "over", "terminated", "expired", "dissolved", "removed", "delisted", "past",
                  "inactive", "closed", "resigned"))  # fmt: skip
# how kinds of actors of ours are written
SCHEMATA = {
    "person": "Person", "people": "Person", "human": "Person", "politician": "Person",
    "company": "Company", "firm": "Company", "business": "Company",
    "organization": "Organization", "organisation": "Organization", "org": "Organization", "party": "Organization",
    "mission": "PublicBody", "institution": "PublicBody", "state": "PublicBody", "country": "PublicBody",
    "agency": "PublicBody", "ministry": "PublicBody", "government": "PublicBody",
    "address": "Address", "vessel": "Vessel", "position": "Position", "asset": "Asset",
}  # fmt: skip
