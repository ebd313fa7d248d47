"""What the check of a pack says, in both languages: what is wrong, and how to mend it.

Keys are the code of a finding, with a variant after a colon where one code is said in more than one way.
"""

from houvast.core.forms.text import Text

Words = tuple[str, str, str, str]
"""Dutch text, English text, Dutch mend, English mend; names in braces are filled in."""

CORRECT = ("Verbeter de naam.", "Correct the name.")

WORDS: dict[str, Words] = {
    # shape
    "double_act": (
        "de handeling “{act}” staat er twee keer",
        "the act “{act}” stands twice",
        "Geef een van de twee een andere id.",
        "Give one of them another id.",
    ),
    "double_step": (
        "twee stappen hebben dezelfde id",
        "two steps have the same id",
        "Geef een van de twee een andere id.",
        "Give one of them another id.",
    ),
    "double_pack": (
        "{pack} staat er twee keer",
        "{pack} stands twice",
        "Geef deze een nieuwe versie.",
        "Give it a new version.",
    ),
    "unknown_policy": (
        "er is geen afspraak “{policy}”",
        "there is no policy “{policy}”",
        "Schrijf die bij policies.",
        "Define it in policies.",
    ),
    "unknown_letter": (
        "er is geen brief “{letter}”",
        "there is no letter “{letter}”",
        "Schrijf die bij letters.",
        "Write it in letters.",
    ),
    "unknown_form": (
        "er is geen formulier “{form}”",
        "there is no form “{form}”",
        "Schrijf het bij forms.",
        "Write it in forms.",
    ),
    "unknown_source": (
        "er is geen bron “{name}”",
        "there is no source “{name}”",
        "Zet de bron bij sources.",
        "Add it to sources.",
    ),
    "unknown_term": (
        "er is geen termijn “{term}”",
        "there is no term “{term}”",
        "Schrijf die bij terms.",
        "Define it in terms.",
    ),
    "unknown_fact": (
        "er is geen feit “{fact}”",
        "there is no fact “{fact}”",
        "Schrijf het bij facts.",
        "Define it in facts.",
    ),
    "unknown_act": ("er is geen handeling “{act}”", "there is no act “{act}”", *CORRECT),
    "unknown_step": ("er is geen stap “{step}”", "there is no step “{step}”", *CORRECT),
    "unknown_outcome": ("er is geen uitkomst “{outcome}”", "there is no outcome “{outcome}”", *CORRECT),
    "unknown_field": ("er is geen veld “{field}”", "there is no field “{field}”", *CORRECT),
    "unknown_option": ("“{act}” heeft geen keuze “{option}”", "“{act}” has no option “{option}”", *CORRECT),
    "unknown_pack": (
        "er is geen procedure “{pack}”",
        "there is no procedure “{pack}”",
        "Verbeter de naam, of schrijf die procedure.",
        "Correct the name, or write it.",
    ),
    "unknown_signer": (
        "onder “{act}” wordt geen handtekening van “{role}” gevraagd",
        "“{act}” asks no signature of “{role}”",
        "Verbeter de rol, of vraag die handtekening.",
        "Correct the role, or ask for that signature.",
    ),
    "unknown_placeholder": (
        "“{word}” is geen invulwoord voor brieven",
        "“{word}” is not a placeholder for letters",
        *CORRECT,
    ),
    "unknown_rule": (
        "de wet heeft hier geen regel “{rule}”",
        "the law has no rule “{rule}”",
        "Kijk met `houvast law list` welke er zijn.",
        "See `houvast law list`.",
    ),
    "unknown_invariant": (
        "er is geen toezegging “{name}”",
        "there is no invariant “{name}”",
        "Kies uit: {known}.",
        "Choose from: {known}.",
    ),
    "no_source": (
        "de handeling “{act}” noemt geen bron",
        "the act “{act}” names no source",
        "Schrijf waar deze vandaan komt.",
        "Name where it comes from.",
    ),
    "no_if_missed": (
        "er gebeurt niets als “{term}” wordt gemist",
        "nothing happens when “{term}” is missed",
        "Zet er if_missed bij: wie wat doet.",
        "Add if_missed: who does what.",
    ),
    "silent_owner": (
        "“{term}” is van iemand die niets hoeft te laten horen",
        "“{term}” is owned by somebody who may stay silent",
        "Noem een medewerker als eigenaar.",
        "Name staff.",
    ),
    "silent_signer": (
        "“{act}” wacht zonder einde op een handtekening van {role_nl}",
        "“{act}” waits for ever for a signature of {role_en}",
        "Schrijf bij passes wie vastlegt dat iemand weigert of niet reageert, en na welke termijn.",
        "Say in passes who records a refusal or no answer, and after which term.",
    ),
    "passes_after": (
        "de termijn “{term}” begint niet als “{act}” is gehouden",
        "the term “{term}” does not start when “{act}” is held",
        "Verbeter de termijn bij passes.",
        "Correct the term in passes.",
    ),
    "open_field": (
        "“{field}” heeft geen vaste lijst met antwoorden",
        "“{field}” has no closed set of values",
        "Vraag een keuze of ja/nee.",
        "Ask a choice or yes/no.",
    ),
    "unreachable_value": (
        "“{field}” is nooit “{value}”",
        "“{field}” is never “{value}”",
        "Verbeter de waarde.",
        "Correct the value.",
    ),
    "letters_differ": (
        "de Nederlandse en de Engelse brief zeggen niet hetzelfde: {words}",
        "the Dutch and the English letter do not say the same: {words}",
        "Gebruik in beide dezelfde invulwoorden.",
        "Use the same placeholders.",
    ),
    "contest_missing": (
        "de brief “{letter}” zegt hoe iemand het besluit kan aanvechten, maar de procedure noemt die weg niet",
        "the letter “{letter}” tells how to contest a decision, but the procedure names no such way",
        "Schrijf bij contest welke weg er is.",
        "Say under contest which route there is.",
    ),
    "impossible_form": (
        "niemand kan het formulier “{form}” invullen: {field}: {wrong_nl}",
        "nobody can fill the form “{form}”: {field}: {wrong_en}",
        "Kijk naar de keuzes, min en max.",
        "Check options, min and max.",
    ),
    # idle: what a guard leaves behind when somebody takes it away
    "idle_policy": (
        "niets gebruikt de afspraak “{name}”",
        "nothing uses the policy “{name}”",
        "Gebruik die waar die hoort, of haal die weg.",
        "Use it where it belongs, or take it out.",
    ),
    "idle_letter": (
        "niets gebruikt de brief “{name}”",
        "nothing uses the letter “{name}”",
        "Gebruik die waar die hoort, of haal die weg.",
        "Use it where it belongs, or take it out.",
    ),
    "idle_form": (
        "niets gebruikt het formulier “{name}”",
        "nothing uses the form “{name}”",
        "Gebruik het waar het hoort, of haal het weg.",
        "Use it where it belongs, or take it out.",
    ),
    "idle_fact": (
        "niets gebruikt het feit “{name}”",
        "nothing uses the fact “{name}”",
        "Gebruik het waar het hoort, of haal het weg.",
        "Use it where it belongs, or take it out.",
    ),
    "idle_wait": (
        "niets gebruikt de wachttijd “{name}”",
        "nothing uses the wait “{name}”",
        "Gebruik die waar die hoort, of haal die weg.",
        "Use it where it belongs, or take it out.",
    ),
    # promises
    "promise_broken:in_time": (
        "toegezegd is dat “{act}” op tijd gebeurt (“{name}”), maar die termijn is er niet of gaat over iets anders",
        "it is promised that “{act}” is done in time (“{name}”), but there is no such term for it",
        "Zet de termijn terug, of haal de toezegging weg.",
        "Put the term back, or take the promise out.",
    ),
    "promise_broken:starts": (
        "toegezegd is dat met “{act}” de termijn “{name}” begint, maar dat gebeurt niet",
        "it is promised that “{act}” starts the term “{name}”, but it does not",
        "Zet de termijn terug, of haal de toezegging weg.",
        "Put the term back, or take the promise out.",
    ),
    "promise_broken:signed_by": (
        "toegezegd is dat {role_nl} onder “{act}” mag tekenen, maar die handtekening wordt niet gevraagd",
        "it is promised that {role_en} is asked to sign “{act}”, but that signature is not asked for",
        "Vraag de handtekening, of haal de toezegging weg.",
        "Ask for the signature, or take the promise out.",
    ),
    "promise_broken:sends": (
        "toegezegd is dat bij “{act}” de brief “{name}” uitgaat, maar dat gebeurt niet",
        "it is promised that “{act}” sends the letter “{name}”, but it does not",
        "Stuur de brief, of haal de toezegging weg.",
        "Send the letter, or take the promise out.",
    ),
    "promise_broken:guarded_by": (
        "toegezegd is dat de regel {name} over “{act}” waakt, maar die wordt niet gevraagd",
        "it is promised that the rule {name} guards “{act}”, but it is not asked",
        "Zet de regel bij must, of haal de toezegging weg.",
        "Ask the rule in must, or take the promise out.",
    ),
    "promise_broken:after": (
        "“{act}” kan gebeuren terwijl nog niet waar is wat daarvoor is toegezegd",
        "“{act}” can be done while what was promised to come before it is not true",
        "Zet bij needs wat eerst moet, of haal de toezegging weg.",
        "Say in needs what comes first, or take the promise out.",
    ),
    "promise_left_out": (
        "een toezegging over “{act}” van de procedure eronder geldt hier niet",
        "a promise about “{act}” of the pack below does not hold here",
        "Neem de toezegging over, of laat dit staan als keuze van de school.",
        "Keep the promise, or let this stand as a choice of the school.",
    ),
    # flow
    "unreachable_step": (
        "de stap “{name}” wordt nooit bereikt",
        "the step “{name}” is never reached",
        "Leid ernaartoe, of haal die weg.",
        "Lead to it, or take it out.",
    ),
    "unreachable_outcome": (
        "de uitkomst “{name}” wordt nooit bereikt",
        "the outcome “{name}” is never reached",
        "Leid ernaartoe, of haal die weg.",
        "Lead to it, or take it out.",
    ),
    "unreachable_act": (
        "de handeling “{name}” kan nooit gebeuren",
        "the act “{name}” can never be done",
        "Leid ernaartoe, of haal die weg.",
        "Lead to it, or take it out.",
    ),
    "unreachable_option": (
        "de keuze “{name}” van “{act}” kan nooit worden gekozen",
        "the option “{name}” of “{act}” can never be chosen",
        "Maak die mogelijk, of haal die weg.",
        "Lead to it, or take it out.",
    ),
    "unreachable_follow_on": (
        "de vervolgprocedure {name} wordt nooit aangeboden",
        "the follow-on procedure {name} is never offered",
        "Leid ernaartoe, of haal die weg.",
        "Lead to it, or take it out.",
    ),
    "stranded": (
        "vanaf hier in de stap “{step}” kan de school de zaak op geen enkele manier tot een einde brengen",
        "from here in the step “{step}” the school cannot bring the case to any end",
        "Geef medewerkers een weg verder: nog een rol in by, een keuze, of een tak voor elk geval.",
        "Give staff a way on: another role in by, an option, or a branch for every case.",
    ),
    "skips_required": (
        "“{way}” gaat weg uit de stap terwijl “{left}” nog niet is gedaan, en dat is daar verplicht",
        "“{way}” leaves the step while “{left}”, which the step requires, has not been done",
        "Laat “{act}” erom vragen (needs), of maak “{left}” vrijwillig (optional).",
        "Let {act} need it, or make “{left}” optional.",
    ),
    "circle": (
        "de stappen rond “{step}” gaan vanzelf in een kring",
        "the steps around “{step}” lead in a circle",
        "Zet er een handeling tussen.",
        "Add an act in between.",
    ),
    "not_proven": (
        "deze procedure kent te veel situaties om allemaal na te gaan: zij is niet bewezen",
        "this pack has too many situations to explore them all: it is not proven",
        "Maak haar kleiner: minder handelingen die naar elkaar verwijzen, of twee procedures.",
        "Make it smaller: fewer acts that refer to one another, or two procedures.",
    ),
    "follow_on": (
        "dit leidt naar {pack}, en die procedure is niet bewezen",
        "leads to {pack}, which is not proven",
        "Verbeter eerst die procedure.",
        "Mend that procedure first.",
    ),
    "follow_on:entry": (
        "dit leidt naar {pack}, en niemand van de school kan die beginnen",
        "leads to {pack}, which nobody of the school opens",
        "Zet een rol van de school in opened_by van die procedure.",
        "Add a role to its opened_by.",
    ),
    "follow_on:exit": (
        "dit leidt naar {pack}, en daarna opent elk einde weer een andere procedure",
        "leads to {pack}, and from there every end opens yet another procedure",
        "Geef een van die procedures een uitkomst die niets opent.",
        "Give one of these procedures an outcome that opens nothing.",
    ),
    # law
    "rule_facts": (
        "de regel {rule} past niet bij wat hier wordt verteld: {wrong_nl}",
        "{rule}: {wrong_en}",
        "Vertel precies de feiten die `houvast law list` noemt.",
        "Map exactly the facts that `houvast law list` names.",
    ),
    "rule_without_version": (
        "op {day} heeft de regel {rule} geen versie: {wrong_nl}",
        "on {day} the rule {rule} has no version: {wrong_en}",
        "Geef de regel een versie voor die dag.",
        "Date the rule.",
    ),
    "route_and_last_day_told": (
        "een besluit met grote gevolgen eindigt zonder brief die zegt hoe en tot wanneer je het aanvecht",
        "a hard decision ends without a letter that tells how and until when to contest it",
        "Stuur bij het besluit een brief met `contests: true`, of maak daar een handeling van voor het einde.",
        "Send a letter with `contests: true` with the decision, or make it an act before the end.",
    ),
    # warnings
    "unverified_source": (
        "niemand heeft de bron “{title_nl}” gelezen",
        "nobody has read the source “{title_en}”",
        "Lees die en zeg dat hier.",
        "Read it and say so.",
    ),
    "policy_left_out": (
        "de toezegging {name} is weggelaten ({because})",
        "the policy invariant {name} is left out ({because})",
        "Neem die op, of laat dit staan als keuze van de school.",
        "Declare it, or let this stand as a choice of the school.",
    ),
}


def said(key: str, **names: object) -> tuple[Text, Text]:
    """What is wrong and how to mend it, with the names filled in. KeyError for a key that has no words."""
    nl, en, mend_nl, mend_en = (words.format(**names) for words in WORDS[key])
    return Text(nl=nl, en=en), Text(nl=mend_nl, en=mend_en)
