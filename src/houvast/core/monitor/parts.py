"""What the parts of a division are called, by the word before the colon of their mark."""

from houvast.core.law.text import Text

_SCHOOLS = {
    "pro": "praktijkonderwijs (pro)", "vso": "vso", "vmbo-bb": "vmbo-bb", "vmbo-kb": "vmbo-kb", "vmbo-gl": "vmbo-gl",
    "vmbo-tl": "vmbo-tl", "havo": "havo", "vwo": "vwo", "isk": "isk", "entree": "entree", "mbo-2": "mbo-2",
}  # fmt: skip
_MONTHS = (
    ("januari", "January"), ("februari", "February"), ("maart", "March"), ("april", "April"), ("mei", "May"),
    ("juni", "June"), ("juli", "July"), ("augustus", "August"), ("september", "September"), ("oktober", "October"),
    ("november", "November"), ("december", "December"),
)  # fmt: skip
_WAITED = {
    "day": Text("binnen een dag", "within a day"),
    "week": Text("binnen een week", "within a week"),
    "later": Text("later", "later"),
    "never": Text("geen contact", "no contact"),
}
NOT_RECORDED = Text("niet vastgelegd", "not recorded")
UNKNOWN = Text("niet bekend", "not known")
PARTS: dict[str, dict[str, Text]] = {
    "missed": _WAITED,
    "contact": _WAITED,
    "initiative": {
        "student": Text("student", "student"),
        "institution": Text("school", "school"),
        "grey": Text("grijs gebied", "grey area"),
        "other": Text("iemand anders", "somebody else"),
        "unknown": NOT_RECORDED,
    },
    "reason": {
        "study_advice": Text("negatief studieadvies", "negative study advice"),
        "absence": Text("verzuim", "absence"),
        "disciplinary": Text("gedrag of regels", "conduct or rules"),
        "unsuitability": Text("ongeschikt voor het beroep", "unsuitable for the profession"),
        "other_programme": Text("andere opleiding", "other programme"),
        "diploma": Text("diploma", "diploma"),
        "no_show": Text("niet gekomen", "no-show"),
        "own_request": Text("eigen verzoek", "own request"),
        "moved": Text("verhuisd", "moved"),
        "death": Text("overlijden", "death"),
        "other": Text("andere reden", "other reason"),
        "none": NOT_RECORDED,
    },
    "code": {
        "01": Text("01 diploma", "01 diploma"),
        "02": Text("02 eigen verzoek", "02 own request"),
        "03": Text("03 overplaatsing", "03 transfer"),
        "04": Text("04 niet meer verschenen", "04 no longer appeared"),
        "05": Text("05 overlijden", "05 death"),
        "06": Text("06 andere reden", "06 other reason"),
        "07": Text("07 verwijdering", "07 removal"),
        "08": Text("08 administratief (of diploma)", "08 administrative (or diploma)"),
        "09": Text("09 verlies bekostiging", "09 loss of funding"),
        "10": Text("10 afgerond zonder diploma", "10 completed without diploma"),
        "none": Text("geen code", "no code"),
    },
    "cause": {
        "capacity": Text("kunnen", "capacity"),
        "choice": Text("verkeerde keuze", "wrong choice"),
        "home": Text("onveilig thuis", "unsafe home"),
        "conduct": Text("gedrag of justitie", "conduct or justice"),
        "money": Text("geld of wonen", "money or housing"),
        "pregnancy": Text("zwangerschap", "pregnancy"),
        "health": Text("ziekte, stoornis of ongeluk", "illness, disorder or accident"),
        "other": Text("anders", "other"),
        "none": NOT_RECORDED,
    },
    "tried": {
        "talks": Text("gesprekken", "talks"),
        "adjustments": Text("aanpassingen", "adjustments"),
        "support": Text("ondersteuning in school", "support in school"),
        "youth_team": Text("jeugdteam", "youth team"),
        "outreach": Text("thuis opgezocht", "outreach at home"),
        "guardians": Text("ouders of netwerk erbij", "guardians or network involved"),
        "other_programme": Text("andere opleiding gezocht", "other programme sought"),
        "track": Text("verbetertraject", "improvement track"),
        "partners": Text("partner gevraagd", "partner asked"),
        "nothing": Text("niets", "nothing"),
        "none": NOT_RECORDED,
    },
    "handed": {
        "arrived": Text("aangekomen", "arrived"),
        "accepted": Text("aanvaard, nog niet aangekomen", "accepted, not arrived yet"),
        "asked": Text("gevraagd", "asked"),
        "refused": Text("geweigerd of ingetrokken", "refused or revoked"),
        "none": Text("niet overgedragen", "not handed over"),
    },
    "destination": {
        "programme": Text("andere opleiding hier", "other programme here"),
        "other_school": Text("andere school", "other school"),
        "work": Text("werk", "work"),
        "work_and_learning": Text("werk en leren", "work and learning"),
        "care": Text("zorg", "care"),
        "desk": Text("Doorstroompunt", "youth desk"),
        "home": Text("thuis", "home"),
        "unknown": UNKNOWN,
    },
    "own": {
        "dropped_out": Text("uitgevallen", "dropped out"),
        "not_dropped_out": Text("niet uitgevallen", "not dropped out"),
        "stopped_successfully": Text("succesvol gestopt", "stopped successfully"),
        "moving": Text("nog bezig met een overstap", "still moving"),
        "moved": Text("overstap gemaakt", "moved on"),
        "unknown": UNKNOWN,
    },
    "advice": {
        "given": Text("gegeven", "given"),
        "provisional": Text("voorlopig negatief (waarschuwing)", "provisional (warning)"),
        "positive": Text("positief", "positive"),
        "conditional": Text("positief onder voorwaarden", "positive under conditions"),
        "negative": Text("negatief", "negative"),
        "urgent": Text("dringend (niet bindend)", "urgent (not binding)"),
        "postponed": Text("uitgesteld", "postponed"),
        "appealed": Text("in beroep", "appealed"),
        "carried_out": Text("afloop: uitgevoerd", "outcome: carried out"),
        "withdrawn": Text("afloop: ingetrokken", "outcome: withdrawn"),
    },
    "origin": {name: Text(said, said) for name, said in _SCHOOLS.items()} | {"unknown": UNKNOWN},
    "month": {f"{number:02}": Text(nl, en) for number, (nl, en) in enumerate(_MONTHS, start=1)},
}
_WHERE = {
    "school": Text("op school", "at school"),
    "work": Text("aan het werk", "at work"),
    "school_and_work": Text("school en werk", "school and work"),
    "care": Text("in zorg", "in care"),
    "home": Text("thuis", "at home"),
    "not_reached": Text("niet bereikt", "not reached"),
    "declined": Text("wilde geen contact", "wanted no contact"),
    "open": Text("nog niet gekeken", "nobody looked yet"),
}
PARTS |= {f"after:{months}": _WHERE for months in (3, 6, 12, 24)}
PARTS["early-with"] = {
    "entrant": Text("begon in dit schooljaar", "began in this school year"),
    "newcomer": Text("kwam van een taalschool (isk)", "came from a language school (isk)"),
    "work": Text("ging werken (groenpluk)", "went to work (picked green)"),
    "vulnerable": Text("in een kwetsbare positie", "in a vulnerable position"),
    "missed": Text("ongeoorloofd verzuim in het jaar", "unauthorised absence in the year"),
    "one-sided": Text("alleen op initiatief van de school", "on the initiative of the school alone"),
}
SCHOOL_YEAR_MONTHS = ("08", "09", "10", "11", "12", "01", "02", "03", "04", "05", "06", "07")
