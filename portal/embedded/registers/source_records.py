"""What the sources (UWV, Belastingdienst, RDW) know of the test residents; all of it is made up.

Amounts are text with two decimals, as in `1120.40`. Who stands in no list is not known there.
"""

from datetime import date, timedelta

Record = dict[str, str]
Known = dict[str, tuple[Record, ...]]
"""By citizen service number (BSN)."""

NOOR, SAM, CORNELIS = "999993653", "999990019", "999995571"
"""Aisha Bakker (999994669) is known at none of the sources."""


def incomes(today: date) -> Known:
    """UWV: what was paid in the month before this one."""
    month = f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"

    def paid(payer: str, kind: str, net: str, gross: str) -> Record:
        return {
            "werkgever": payer,
            "soort": kind,
            "maand": month,
            "nettoPerMaand": net,
            "brutoPerMaand": gross,
        }

    return {
        NOOR: (
            paid("Bakkerij De Korenbloem", "loon", "684.25", "731.10"),
            paid("UWV, WW-uitkering", "uitkering", "436.15", "498.70"),
        ),
        SAM: (paid("Gemeente Demodam, bijstand", "uitkering", "412.80", "412.80"),),
        CORNELIS: (
            paid("Pensioenfonds De Kade", "pensioen", "214.35", "239.90"),
            paid("Sociale Verzekeringsbank, AOW", "uitkering", "1268.60", "1391.42"),
        ),
    }


def balances(today: date) -> Known:
    """Belastingdienst: savings on 1 January of this year."""
    day = date(today.year, 1, 1).isoformat()

    def saved(bank: str, balance: str, interest: str) -> Record:
        return {"bank": bank, "peildatum": day, "saldo": balance, "rente": interest}

    return {
        NOOR: (
            saved("Spaarbank Demodam, betaalrekening", "312.09", "0.00"),
            saved("Spaarbank Demodam, spaarrekening", "940.00", "11.28"),
        ),
        SAM: (saved("Havenbank, betaalrekening", "88.41", "0.00"),),
        CORNELIS: (saved("Havenbank, spaarrekening", "6120.55", "73.45"),),
    }


def vehicles(_today: date) -> Known:
    """RDW: vehicles by their holder; what they are worth now is an estimate."""
    return {
        NOOR: (
            {
                "kenteken": "12-TGD-4",
                "merk": "Peugeot",
                "eersteToelating": "2011-03-18",
                "catalogusprijs": "14990.00",
                "dagwaarde": "1450.00",
            },
        ),
        CORNELIS: (
            {
                "kenteken": "K-318-XB",
                "merk": "Toyota",
                "eersteToelating": "2020-09-02",
                "catalogusprijs": "23450.00",
                "dagwaarde": "11200.00",
            },
        ),
    }
