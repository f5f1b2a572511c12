"""The case worker's page as the tests use it, and what it leaves behind in the log."""

from datetime import UTC, datetime, timedelta

from portal.embedded.desk import actions
from portal.embedded.registers.processing_log import REASONS
from tests.worlds import SECRET

CORNELIS = "999995571"


def case_of(world, *, status: str = "", closed: bool = False):
    """A planted case, with documents, in this status."""
    for line in actions.cases(world, bsn=CORNELIS):
        fits = not status or line.status == status
        if fits and bool(line.closed) is closed:
            file = actions.case_file(world, line.id)
            if file.documents:
                return file
    raise LookupError(status)


def address(file, *rest: object) -> str:
    return "/".join(["/medewerker/zaken", str(file.line.id), *map(str, rest)])


def opened(client, file) -> str:
    """Open this case with a reason; gives what its page sends along with all that is done."""
    answer = client.post(address(file), data={"reden": REASONS[0]})
    return answer.location.partition("inzage=")[2]


def lines_about(client, file) -> list[tuple[str, str, list[str]]]:
    """Act, reason and kinds of data of what was written down about this case today."""
    acts = [
        (
            line["verwerkingsactie"],
            [kind["soortGegeven"] for kind in line["verwerkteSoortenGegevens"]],
        )
        for line in inspect(client).json["results"]
        if line["verwerkingsactie"]["verwerkingId"] == str(file.line.id)
    ]
    return [(act["actieNaam"], act["handelingNaam"], kinds) for act, kinds in acts]


def inspect(client, bsn: str = CORNELIS, **changes):
    today = datetime.now(UTC).date()
    query = {
        "objecttype": "persoon",
        "soortObjectId": "BSN",
        "objectId": bsn,
        "beginDatum": today - timedelta(days=1),
        "eindDatum": today + timedelta(days=2),
    }
    return client.get(
        "/inzage/api/v1/verwerkte-objecten",
        query_string={k: v for k, v in (query | changes).items() if v is not None},
        headers={"Authorization": f"Bearer {SECRET}"},
    )
