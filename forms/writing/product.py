"""The block `product`: what is asked for, by whom, by which laws and within which term."""

from typing import Annotated, Literal, get_args

from pydantic import Field, ValidationError, field_validator

from forms.case_mapping import LegalTerm
from forms.definition import Form
from forms.expression import bad_value
from forms.mistakes import Mistake
from forms.model import Id, Model, Name, Text
from forms.scope import suggestion
from forms.shape_mistakes import shape_mistakes, words_for_replaced
from forms.writing.places import keys_of, plain, with_parts
from forms.yaml_file import BadForm
from forms.yaml_reading import PlacedValue

Login = Literal["none", "digid_midden", "digid_substantieel", "digid_hoog"]
_LEVEL = "digid_"
_ASSUMED = "digid_hoog"
"""Where `login` can't be read: with it nothing that a form asks is refused besides."""
_LACKING = ("`product` is missing.", "Add `product:`, with `login` and `term`.")
_OF_PRODUCT = ("login", "level", "upl")


class ProductBlock(Model):
    """What is asked for, by whom, by which laws and within which term."""

    upl: Name | None = None
    """Its name in the Uniforme Productnamenlijst, such as `bijzBijstUitk`."""
    login: Login | Annotated[tuple[Login, ...], Field(min_length=2, max_length=2)]
    """How one logs in: `none`, or DigiD with the level that it takes. `[none, digid_midden]`
    leaves the choice to who fills it in."""
    laws: dict[Id, Text] = Field(default_factory=dict)
    """Name → law with its article: `law: pw35` says it wherever a law is named."""
    term: LegalTerm | None
    """Within which the municipality must decide; empty (`null`) where no law says so."""

    @field_validator("login", mode="before")
    @classmethod
    def _login_is_a_word(cls, login: object) -> object:
        if isinstance(login, str) and login not in get_args(Login):
            remedy = suggestion(login, dict.fromkeys(get_args(Login)))
            raise bad_value(f"`login` can't be '{login}'.", remedy)
        return login

    @field_validator("login")
    @classmethod
    def _choice_has_a_way_without(cls, login: object) -> object:
        if isinstance(login, tuple) and (login[0] != "none" or login[1] == "none"):
            raise bad_value("`login` has no such choice.", "Write `[none, digid_midden]`.")
        return login


def with_product_key(root: PlacedValue, mistakes: list[BadForm]) -> PlacedValue:
    """The form, where it has no `product` with the block in its place that says the same."""
    parts = keys_of(root)
    if "product" in parts:
        return root
    blocks = (key for key in parts if key not in Form.model_fields)
    key = next((k for k in blocks if keys_of(parts[k]).keys() & ProductBlock.model_fields), None)
    if key is None:
        return root
    place = parts[key]
    mistakes.append(BadForm(place.file, place.line, *words_for_replaced(key, "product")))
    return with_parts(root, {"product" if k == key else k: part for k, part in parts.items()})


def own_laws(root: PlacedValue) -> dict[str, PlacedValue] | None:
    """Name → law of its product; None where it can have more that can't be read."""
    product = keys_of(keys_of(root).get("product"))
    is_whole = "product" in keys_of(root) and product.keys() <= ProductBlock.model_fields.keys()
    return keys_of(product.get("laws")) if is_whole else None


def with_product(root: PlacedValue, mistakes: list[BadForm]) -> PlacedValue:
    """The form with what its product says at the places that the definition has for it."""
    parts = keys_of(root)
    product = parts.pop("product", None)
    if product is None:
        mistakes.append(BadForm(root.file, root.line, *_LACKING))
        product = plain(root, {})
    of_product = _mistakes(product) if "product" in keys_of(root) else []
    mistakes += [_told(product, mistake) for mistake in of_product]
    mistakes += _misplaced(parts)
    written = keys_of(product)
    is_unread = any(mistake.loc[:1] == ("login",) for mistake in of_product)
    if is_unread or "login" not in written:
        written["login"] = plain(written.get("login", product), _ASSUMED)
    if case := keys_of(parts.get("case")):
        case.setdefault("term", written.get("term", plain(product, None)))
        parts["case"] = with_parts(parts["case"], case)
    upl = {"upl": written["upl"]} if "upl" in written else {}
    return with_parts(root, {**parts, **_login(written["login"]), **upl})


def _login(login: PlacedValue) -> dict[str, PlacedValue]:
    """`login` and `level` of the definition, for this one of a product."""
    words = login.value if isinstance(login.value, list) else [login.value]
    level = str(words[-1]).removeprefix(_LEVEL)
    way = "optional" if len(words) > 1 else "none" if level == "none" else "required"
    return {"login": plain(login, way), "level": plain(login, None if level == "none" else level)}


def _misplaced(parts: dict[str, PlacedValue]) -> list[BadForm]:
    """What is written elsewhere than in the product."""
    places = [(key, parts[key]) for key in _OF_PRODUCT if key in parts]
    if term := keys_of(parts.get("case")).get("term"):
        places.append(("term", term))
    remedy = "Write it under `product:`."
    return [
        BadForm(place.file, place.line, f"`{key}` does not stand here.", remedy)
        for key, place in places
    ]


def _mistakes(product: PlacedValue) -> list[Mistake]:
    try:
        ProductBlock.model_validate(product.value)
    except ValidationError as error:
        return shape_mistakes(error, ProductBlock)
    return []


def _told(place: PlacedValue, mistake: Mistake) -> BadForm:
    """The mistake at its line."""
    for step in mistake.loc:
        place = place.parts.get(step, place)
    return BadForm(place.file, place.line, mistake.problem, mistake.remedy)
