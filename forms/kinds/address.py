"""An address in the Netherlands: by postcode and house number, or typed in full."""

from typing import Literal

from forms.addresses import Pick, canonical, house_of, is_same, key, lines
from forms.context import AddressAnswer, AddressQuery, Context, RegisterAddress
from forms.house_numbers import HouseNumber, faulty_box, house_number_of_parts, is_ambiguous
from forms.kinds.base import BaseQuestion, InvalidInput, Kind, RawInput
from forms.postcodes import read_postcode
from forms.properties import PropertyShape, PropertyValue
from forms.spelling import code, one_line
from forms.values import Answers, Json, ValueType, inside, text_in

_MOST_SUGGESTIONS = 50
_LONGEST_NAME = 100
_LONGEST_LINE = 255
HOUSE_PARTS = ("postcode", "number", "letter", "addition")
PLACE_PARTS = ("street", "city")


class AddressQuestion(BaseQuestion):
    """An address in the Netherlands."""

    kind: Literal["address"]

    @property
    def is_looked_up(self) -> bool:
        """In the register of addresses."""
        return True


class SeveralAddresses(InvalidInput):
    """The register knows more than one address like this, or none but others like it."""

    def __init__(
        self, message: str, addresses: tuple[RegisterAddress, ...], number: HouseNumber
    ) -> None:
        super().__init__(message, parts=("pick",))
        self.addresses = addresses[:_MOST_SUGGESTIONS]
        self.number = number
        """The house number that was typed."""


class UnknownAddress(InvalidInput):
    """The register does not know this address; it can be typed in full."""


class AddressKind(Kind[AddressQuestion]):
    """Postcode, number, letter and addition, held against the register.

    Part `pick` chooses one of several addresses; with part `manual` street and city are typed.
    """

    model = AddressQuestion
    names_subject = True
    object_kind = "address"
    macro = "address"
    value_type = ValueType.OBJECT
    parts = (*HOUSE_PARTS, "pick", "manual", *PLACE_PARTS)
    free_parts = PLACE_PARTS

    def cleaned(self, part: str, text: str) -> str:
        """Postcode and number as codes; the names of street and city keep their signs."""
        return code(text) if part in HOUSE_PARTS else one_line(text)

    def address_queries(self, question: AddressQuestion, raw: RawInput) -> tuple[AddressQuery, ...]:
        """What was typed of the address, unless it is typed in full or can't be an address."""
        del question
        postcode, number = _postcode(raw), _number(raw)
        if postcode is None or number is None or _is_in_full(raw):
            return ()
        return (_query(postcode, number),)

    def parse(
        self, question: AddressQuestion, raw: RawInput, answers: Answers, context: Context
    ) -> Json:
        """The address with `checked`: whether the register knows it; raises `InvalidInput`."""
        if not any(raw[part] for part in self.parts if part != "manual"):
            sentence = context.gettext(
                "Vul een postcode en een huisnummer in, bijvoorbeeld 1234 AB en 10."
            )
            self.nothing_typed(question, context, sentence, "postcode", "number")
            return None
        self.refuse_own_bsn(raw, context)
        postcode, number = _house_of(raw, context)
        nothing = AddressAnswer((), is_known=False)
        answer = context.addresses.get(_query(postcode, number), nothing)
        if _is_in_full(raw) or (raw["manual"] and not answer.addresses):
            return _typed_in_full(raw, postcode, number, context)
        if not answer.is_known:
            return _unchecked(raw, postcode, number, context)
        if not answer.addresses:
            return _not_in_register(raw, postcode, number, context)
        same = _same_as_before(raw, postcode, answer, answers.get(question.id))
        return canonical(same or _chosen(raw, answer, number, context))

    def write(self, question: AddressQuestion, value: Json, context: Context) -> RawInput:
        """The parts as they stand and the one address; `manual` where it was typed in full."""
        del question, context
        texts = {part: text_in(value, part) for part in self.parts}
        if inside(value, "checked") is True:
            return RawInput.of(**texts | dict.fromkeys(PLACE_PARTS, "") | {"pick": key(value)})
        is_manual = texts["street"] or texts["city"]
        return RawInput.of(**texts | {"manual": "y" if is_manual else ""})

    def display(self, question: AddressQuestion, value: Json, context: Context) -> tuple[str, ...]:
        """The address, and whether we could look it up."""
        del question
        if inside(value, "checked") is False:
            return (*lines(value), context.gettext("Wij hebben dit adres niet nagekeken."))
        return lines(value)

    def property_shape(self, question: AddressQuestion) -> PropertyShape:
        """A text on one line."""
        del question
        return PropertyShape(longest=_LONGEST_LINE)

    def in_subject(self, question: AddressQuestion, value: Json, dutch: Context) -> str:
        """As in the property."""
        return "".join(map(str, self.as_property(question, value, dutch)))

    def as_property(
        self, question: AddressQuestion, value: Json, dutch: Context
    ) -> tuple[PropertyValue, ...]:
        """The address on one line."""
        del question, dutch
        line = ", ".join(lines(value))
        return (line,) if line else ()


def _is_in_full(raw: RawInput) -> bool:
    return bool(raw["manual"]) and any(raw[part] for part in PLACE_PARTS)


def _postcode(raw: RawInput) -> str | None:
    return read_postcode(raw["postcode"])


def _number(raw: RawInput) -> HouseNumber | None:
    return house_number_of_parts(raw["number"], raw["letter"], raw["addition"])


def _house_of(raw: RawInput, context: Context) -> tuple[str, HouseNumber]:
    postcode, number = _postcode(raw), _number(raw)
    faults = {}
    if postcode is None:
        faults["postcode"] = context.gettext("Vul een postcode in, bijvoorbeeld 1234 AB.")
    if number is None:
        box = faulty_box(raw["number"], raw["letter"], raw["addition"])
        faults[box] = _house_message(box, context)
    if postcode is None or number is None:
        raise InvalidInput(*faults.values(), parts=tuple(faults))
    return postcode, number


def _house_message(box: str, context: Context) -> str:
    return {
        "number": context.gettext("Vul een huisnummer in, bijvoorbeeld 10, 10 A of 12-bis."),
        "letter": context.gettext("Vul bij de huisletter één letter in, bijvoorbeeld A."),
        "addition": context.gettext(
            "Vul bij de toevoeging niet meer dan 4 letters of cijfers in, bijvoorbeeld bis of 2."
        ),
    }[box]


def _query(postcode: str, number: HouseNumber) -> AddressQuery:
    return AddressQuery(postcode, number.number, number.letter, number.addition)


def _same_as_before(
    raw: RawInput, postcode: str, answer: AddressAnswer, stored: Json
) -> RegisterAddress | None:
    """The stored address, where that is what stands in the boxes; else it is asked anew which."""
    if postcode != text_in(stored, "postcode") or raw["pick"]:
        return None
    if any(raw[part] != text_in(stored, part) for part in ("number", "letter", "addition")):
        return None
    return next((address for address in answer.addresses if is_same(address, stored)), None)


def _chosen(
    raw: RawInput, answer: AddressAnswer, number: HouseNumber, context: Context
) -> RegisterAddress:
    """The only address as typed, or the one picked from the list; raises `SeveralAddresses`.

    A choice from an earlier list does not beat what was typed after it.
    """
    addresses = tuple(dict.fromkeys(answer.addresses))
    alike = _alike(addresses, number)
    pick = Pick.read(raw["pick"])
    picked = [address for address in addresses if pick.is_of(address)]
    if len(picked) == 1 and (picked[0] in alike or (not alike and pick.is_for(number))):
        return picked[0]
    if not alike:
        raise SeveralAddresses(_none_alike(answer, context), addresses, number)
    if len(alike) == 1 and not picked:
        return alike[0]
    message = (
        context.gettext(
            "U koos een ander adres dan u invulde. "
            "Kies uw adres uit de lijst of verander het huisnummer."
        )
        if len(picked) == 1
        else context.gettext("Kies uw adres uit de lijst.")
    )
    raise SeveralAddresses(message, alike, number)


def _alike(
    addresses: tuple[RegisterAddress, ...], number: HouseNumber
) -> tuple[RegisterAddress, ...]:
    """Those with this house number; where there are none, those that may be meant by its words."""
    same = tuple(address for address in addresses if house_of(address).key == number.key)
    return same or tuple(address for address in addresses if number.may_be(house_of(address)))


def _none_alike(answer: AddressAnswer, context: Context) -> str:
    """What to do where the register gives other addresses with this number."""
    if answer.is_whole:
        return context.gettext(
            "Wij vinden dit adres niet. "
            "Kies uw adres uit de lijst. Of vul straat en plaats zelf in."
        )
    return context.gettext(
        "Wij konden niet alle adressen met dit huisnummer lezen. "
        "Kies uw adres uit de lijst. Of vul straat en plaats zelf in."
    )


def _not_in_register(raw: RawInput, postcode: str, number: HouseNumber, context: Context) -> Json:
    if not all(raw[part] for part in PLACE_PARTS):
        raise UnknownAddress(
            context.gettext(
                "Wij vinden dit adres niet. Kloppen de postcode en het huisnummer? "
                "Vul dan hieronder zelf de straat en de plaats in."
            ),
            parts=("postcode", "number"),
        )
    try:
        return _typed_in_full(raw, postcode, number, context)
    except InvalidInput as error:
        raise UnknownAddress(*error.messages, parts=error.parts) from error


def _typed_in_full(raw: RawInput, postcode: str, number: HouseNumber, context: Context) -> Json:
    messages = {
        "street": context.gettext("Vul de naam van de straat in, bijvoorbeeld Lindelaan."),
        "city": context.gettext("Vul de woonplaats in, bijvoorbeeld Demodam."),
    }
    wrong = tuple(part for part in PLACE_PARTS if not 0 < len(raw[part]) <= _LONGEST_NAME)
    if wrong:
        raise InvalidInput(*(messages[part] for part in wrong), parts=wrong)
    return _unchecked(raw, postcode, number, context)


def _unchecked(raw: RawInput, postcode: str, number: HouseNumber, context: Context) -> Json:
    """As typed: by choice, or because the register can't be asked now.

    Only the register could say what `10 12` is; without it the resident does.
    """
    if is_ambiguous(raw["number"]):
        raise InvalidInput(
            context.gettext(
                "Vul bij Huisnummer alleen het nummer in, bijvoorbeeld 10. "
                "Vul bij Toevoeging in wat erachter komt."
            ),
            parts=("number",),
        )
    address = RegisterAddress(
        street=raw["street"][:_LONGEST_NAME],
        number=number.number,
        letter=number.letter,
        addition=number.addition,
        postcode=postcode,
        city=raw["city"][:_LONGEST_NAME],
    )
    return canonical(address) | {"checked": False}
