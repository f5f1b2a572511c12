"""Nationalities in Dutch, by the country (ISO 3166) that gives them."""

OF_COUNTRY: dict[str, str] = dict(
    line.split(" ", maxsplit=1)
    for line in """\
AD Andorrese
AE Emiratische
AF Afghaanse
AG Antiguaanse
AL Albanese
AM Armeense
AO Angolese
AR Argentijnse
AT Oostenrijkse
AU Australische
AZ Azerbeidzjaanse
BA Bosnische
BB Barbadaanse
BD Bengalese
BE Belgische
BF Burkinese
BG Bulgaarse
BH Bahreinse
BI Burundese
BJ Beninse
BN Bruneise
BO Boliviaanse
BR Braziliaanse
BS Bahamaanse
BT Bhutaanse
BW Botswaanse
BY Belarussische
BZ Belizaanse
CA Canadese
CD Congolese (Congo-Kinshasa)
CF Centraal-Afrikaanse
CG Congolese (Congo-Brazzaville)
CH Zwitserse
CI Ivoriaanse
CL Chileense
CM Kameroense
CN Chinese
CO Colombiaanse
CR Costa Ricaanse
CU Cubaanse
CV Kaapverdische
CY Cyprische
CZ Tsjechische
DE Duitse
DJ Djiboutiaanse
DK Deense
DM Dominicaanse (Dominica)
DO Dominicaanse (Dominicaanse Republiek)
DZ Algerijnse
EC Ecuadoraanse
EE Estische
EG Egyptische
ER Eritrese
ES Spaanse
ET Ethiopische
FI Finse
FJ Fijische
FM Micronesische
FR Franse
GA Gabonese
GB Britse
GD Grenadaanse
GE Georgische
GH Ghanese
GM Gambiaanse
GN Guineese
GQ Equatoriaal-Guinese
GR Griekse
GT Guatemalaanse
GW Guinee-Bissause
GY Guyaanse
HN Hondurese
HR Kroatische
HT Haïtiaanse
HU Hongaarse
ID Indonesische
IE Ierse
IL Israëlische
IN Indiase
IQ Iraakse
IR Iraanse
IS IJslandse
IT Italiaanse
JM Jamaicaanse
JO Jordaanse
JP Japanse
KE Keniaanse
KG Kirgizische
KH Cambodjaanse
KI Kiribatische
KM Comorese
KN Kittitiaanse
KP Noord-Koreaanse
KR Zuid-Koreaanse
KW Koeweitse
KZ Kazachse
LA Laotiaanse
LB Libanese
LC Saint Luciaanse
LI Liechtensteinse
LK Sri Lankaanse
LR Liberiaanse
LS Lesothaanse
LT Litouwse
LU Luxemburgse
LV Letse
LY Libische
MA Marokkaanse
MC Monegaskische
MD Moldavische
ME Montenegrijnse
MG Malagassische
MH Marshalleilandse
MK Noord-Macedonische
ML Malinese
MM Myanmarese
MN Mongolische
MR Mauritaanse
MT Maltese
MU Mauritiaanse
MV Maldivische
MW Malawische
MX Mexicaanse
MY Maleisische
MZ Mozambikaanse
NA Namibische
NE Nigerese
NG Nigeriaanse
NI Nicaraguaanse
NL Nederlandse
NO Noorse
NP Nepalese
NR Nauruaanse
NZ Nieuw-Zeelandse
OM Omaanse
PA Panamese
PE Peruaanse
PG Papoea-Nieuw-Guinese
PH Filipijnse
PK Pakistaanse
PL Poolse
PS Palestijnse
PT Portugese
PW Palause
PY Paraguayaanse
QA Qatarese
RO Roemeense
RS Servische
RU Russische
RW Rwandese
SA Saoedi-Arabische
SB Salomonseilandse
SC Seychelse
SD Soedanese
SE Zweedse
SG Singaporese
SI Sloveense
SK Slowaakse
SL Sierra Leoonse
SM San Marinese
SN Senegalese
SO Somalische
SR Surinaamse
SS Zuid-Soedanese
ST Santomese
SV Salvadoraanse
SY Syrische
SZ Swazische
TD Tsjadische
TG Togolese
TH Thaise
TJ Tadzjiekse
TL Oost-Timorese
TM Turkmeense
TN Tunesische
TO Tongaanse
TR Turkse
TT Trinidadse
TV Tuvaluaanse
TW Taiwanese
TZ Tanzaniaanse
UA Oekraïense
UG Oegandese
US Amerikaanse
UY Uruguayaanse
UZ Oezbeekse
VA Vaticaanse
VC Saint Vincentse
VE Venezolaanse
VN Vietnamese
VU Vanuatuaanse
WS Samoaanse
XK Kosovaarse
YE Jemenitische
ZA Zuid-Afrikaanse
ZM Zambiaanse
ZW Zimbabwaanse""".splitlines()
)
"""Country → its nationality, as it stands in a sentence: `de Turkse nationaliteit`."""

SYNONYMS: dict[str, tuple[str, ...]] = {
    "BD": ("Bangladeshi", "Bengaalse"),
    "BY": ("Wit-Russische",),
    "CD": ("Congolese",),
    "CG": ("Congolese",),
    "DM": ("Dominicaanse",),
    "DO": ("Dominicaanse",),
    "GB": ("Engelse", "Schotse", "Welshe"),
    "KR": ("Koreaanse",),
    "MK": ("Macedonische",),
    "MM": ("Birmese",),
    "MZ": ("Mozambiquaanse",),
    "NL": ("Hollandse",),
    "SZ": ("Swazilandse",),
}
"""Country → other names of its nationality."""
