"""The French words of figures.

Accents and case are folded, hyphens between words are spaces, so that the spelling of 1990 is read too. The grammar of
numbers below a thousand::

    group    = [unit] "cent" [tens] | tens
    tens     = unit | "dix" … "seize" | "dix" unit | "vingt" ["et"] unit | "soixante" ["et"] "onze" | "quatre" "vingt" …

and of all others (in ``spelled``): groups with their scale word, in descending order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsn_opendata.numerals import measures as m

if TYPE_CHECKING:
    from dgsn_opendata.numerals.measures import Entry

# Of the verbs of falling; forms that fold to those of the noun ("baissé", "baisse") are the noun's.
_ENDINGS = ("er", "ent", "ant", "ait", "aient", "era", "eront", "èrent", "ée", "ées")

ENTRIES: tuple[Entry, ...] = (
    ("zero", 0, "zéro"),
    ("ones", 1, "un | une"),
    ("ones", 2, "deux"),
    ("ones", 3, "trois"),
    ("ones", 4, "quatre"),
    ("ones", 5, "cinq"),
    ("ones", 6, "six"),
    ("ones", 7, "sept"),
    ("ones", 8, "huit"),
    ("ones", 9, "neuf"),
    ("teen", 10, "dix"),
    ("teen", 11, "onze"),
    ("teen", 12, "douze"),
    ("teen", 13, "treize"),
    ("teen", 14, "quatorze"),
    ("teen", 15, "quinze"),
    ("teen", 16, "seize"),
    ("tens", 20, "vingt | vingts"),
    ("tens", 30, "trente"),
    ("tens", 40, "quarante"),
    ("tens", 50, "cinquante"),
    ("tens", 60, "soixante"),
    ("tens", 70, "septante"),
    ("tens", 80, "huitante | octante"),
    ("tens", 90, "nonante"),
    ("hundred", 100, "cent | cents"),
    ("scale", 10**3, "mille"),
    ("scale", 10**6, "million"),
    ("scales", 10**6, "millions"),
    ("scale", 10**9, "milliard"),
    ("scales", 10**9, "milliards"),
    ("scale", 10**12, "billion"),
    ("scales", 10**12, "billions"),
    ("scale", 10**18, "trillion"),
    ("scales", 10**18, "trillions"),
    ("half", 2, "demi | demie"),
    ("fraction", None, "moitié | tiers | quart | quarts"),
    ("and", None, "et"),
    ("percent", None, "pour cent | pourcent | pc | p.c. | p.c | p. cent"),
    ("unit", m.DIRHAM, "dirham | dirhams"),
    ("unit", m.CENTIME, "centime | centimes"),
    ("unit", m.EURO, "euro | euros"),
    ("unit", m.DOLLAR, "dollar | dollars"),
    ("unit", m.POUND, "livres sterling | livre sterling"),
    ("unit", m.TONNE, "tonne | tonnes"),
    ("unit", m.KILOGRAM, "kilo | kilos | kilogramme | kilogrammes"),
    ("unit", m.GRAM, "gramme | grammes"),
    ("unit", m.HECTARE, "hectare | hectares"),
    ("unit", m.SQUARE_METRE, "mètre carré | mètres carrés"),
    ("unit", m.SQUARE_KILOMETRE, "kilomètre carré | kilomètres carrés"),
    ("unit", m.KILOMETRE, "kilomètre | kilomètres"),
    ("unit", m.METRE, "mètre | mètres"),
    ("unit", m.LITRE, "litre | litres"),
    ("unit", m.YEARS, "an | ans | années"),
    ("unit", m.MONTHS, "mois"),
    ("unit", m.WEEKS, "semaine | semaines"),
    ("unit", m.DAYS, "jour | jours"),
    ("unit", m.HOURS, "heure | heures"),
    ("unit", m.MINUTES, "minute | minutes"),
    ("hedge", ("more_than", "both"), "au moins | au minimum | minimum"),
    ("hedge", ("more_than", "near"), "plus de | plus d | et plus de | et plus d | ou plus de | ou plus d | un minimum de | au delà de | au delà des | supérieur ou égal à | supérieures à | supérieurs à | pas moins de | supérieur à | supérieure à"),
    ("hedge", ("more_than", "far"), " | ".join(["dépasse", "excède", "excèdent", "excédant", *("dépass" + ending for ending in _ENDINGS)])),
    ("hedge", ("more_than", "after"), "ou plus | et plus"),
    ("hedge", ("less_than", "near"), "moins de | moins d | et moins de | ou moins de | un maximum de | inférieur à | inférieure à | inférieures à | inférieurs à | sans dépasser | n excède pas | n excédant pas | pas plus de | ne dépasse pas | ne dépassent pas"),
    ("hedge", ("less_than", "after"), "ou moins"),
    ("hedge", ("less_than", "both"), "au plus | au maximum | maximum"),
    ("hedge", ("nearly", "near"), "près de | près d | près du | près des | avoisinant | avoisine | avoisinent | avoisinait | frôle | frôlant | approchant | pratiquement | quasi | quasiment | proche des | presque | pas loin de | proche de | proches de"),
    ("hedge", ("about", "near"), "autour de | autour des | quelque | aux alentours des | aux environs de | aux alentours de | de l ordre de"),
    ("hedge", ("about", "both"), "environ | approximativement | à peu près"),
    ("filler", None, "un total de | total de | soit"),
    ("link", None, "de | d | des | du | par"),
    ("word", None, "en ligne | en plus de | plus ou moins | à partir de | au total"),
    ("not", None, "ne | n | pas | non | jamais | ni | sans | guère | à peine"),
    ("fall", "noun", "baisse | baisses | recul | reculs | diminution | diminutions | repli | chute | chutes | réduction | réductions | régression"),
    ("fall", "noun", "fléchissement | contraction | perte | pertes | décroissance | retrait | déclin | effondrement | abaissement"),
    ("fall", None, " | ".join(stem + ending for stem in ("baiss", "recul", "chut", "diminu", "régress") for ending in _ENDINGS)),
    ("fall", None, "recule | diminue | régresse | réduit | réduite | réduits | réduites | réduire | réduisant | moins | inférieur de | inférieure de | fléchi | replié | perdu"),
    ("rise", None, "hausse | augmentation | augmenté | progression | progressé | accroissement | croissance | bond | plus"),
    ("reach", None, "atteint | atteignant | atteindre | atteignent | atteinte | atteints"),
    ("clause", None, "avec | grâce | taux | alors | tandis | malgré | pour | lors"),
    ("to", None, "à | au | aux"),
    ("from", None, "depuis"),
    ("range", None, "ou | jusqu à"),
    ("range", "ratio", "sur"),
    ("between", None, "entre"),
    ("month", None, "janvier | février | mars | avril | mai | juin | juillet | août | septembre | octobre | novembre | décembre | janv | févr | avr | juil | oct | nov | déc"),
    ("weekday", None, "lundi | mardi | mercredi | jeudi | vendredi | samedi | dimanche"),
    ("year", None, "en | année | exercice"),
    ("suffix", "date", "h"),
    ("suffix", "ordinal", "er | ère | re | e | ème | nd | nde | ième"),
    ("within", None, "pendant | durant | dans | sous | chaque | après | avant | voici"),
    ("ordinal", None, "premier | première | premiers | premières | deuxième | second | seconde | troisième | quatrième | cinquième | sixième"),
    ("ordinal", None, "septième | huitième | neuvième | dixième | onzième | douzième | vingtième | centième | deuxièmes | troisièmes | unième | millième | millionième"),
    ("label", None, "n° | numéro | nº | no | ligne | article | articles | art | pages | loi | page | chapitre | norme | chaîne | route | rue"),
    ("vague", None, "dizaine | dizaines | douzaine | douzaines | quinzaine | vingtaine | trentaine | quarantaine | cinquantaine | soixantaine"),
    ("vague", None, "centaine | centaines | millier | milliers"),
    ("several", None, "plusieurs | quelques | certains"),
    ("refused", "a-number-of-a-house-or-law", "bis | ter"),
    ("refused", "a-multiple", "fois | double | triple"),
    ("refused", "a-measure-that-is-not-known", "carat | carats | pieds | barils | gallons | dollars canadien | dirhams émiratis | centimes d euro | centime d euro | milles nautiques | dinars | francs | onces | secondes | mètre cube | mètres cubes | quintal | quintaux | canadiens | riyals"),
    ("refused", "points-not-percent", "point | points"),
    ("refused", "a-share-of-a-thousand", "pour mille"),
)  # fmt: skip
