"""What the municipality asks for what was sent (leges), as the answers say."""

from forms.path import Path


def fee_of(path: Path) -> int | None:
    """What it costs in cents; None where the form asks no fee, or it can't be worked out."""
    fee = path.form.fee
    return fee.amount.cents(path.values, path.context) if fee else None


def pays_online(path: Path) -> bool:
    """Whether it is paid online, after sending."""
    fee = path.form.fee
    return fee is not None and fee.online and path.context.can_pay and bool(fee_of(path))
