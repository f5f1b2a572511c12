"""What a form asks of the catalogue of the case system."""

from forms import Form
from forms.case_data import case_shapes, case_types
from portal.domain.case_intake import CatalogueNeeds, PropertyNeed


def needs_of(form: Form) -> tuple[CatalogueNeeds, ...]:
    """All that must be there before what is sent with this form can become a case.

    One for each case type that its answers can call for.
    """
    properties = tuple(
        PropertyNeed(name=name, shape=shape) for name, shape in case_shapes(form).items()
    )
    return tuple(
        CatalogueNeeds(
            case_type=code,
            properties=properties,
            document_types=tuple(form.case.documents.values()),
            first_status=form.case.first_status,
            has_objects=bool(form.case.about),
        )
        for code in case_types(form)
    )
