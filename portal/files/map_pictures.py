"""A point on a picture of the map."""

from io import BytesIO

from PIL import Image, ImageDraw

RADIUS, EDGE = 9, 3
"""Pixels: of the ring around the point, and how wide it is."""
DARK, LIGHT = "#8b0000", "#ffffff"


def with_point(picture: bytes, across: int, down: int) -> bytes:
    """The picture (PNG) with a ring, a dot and a light edge, to be seen on any ground."""
    with Image.open(BytesIO(picture), formats=("PNG",)) as plain:
        image = plain.convert("RGB")
    draw = ImageDraw.Draw(image)
    for radius, colour, width in (
        (RADIUS + EDGE, LIGHT, EDGE),
        (RADIUS, DARK, EDGE),
        (RADIUS - EDGE, LIGHT, EDGE),
    ):
        draw.circle((across, down), radius, outline=colour, width=width)
    draw.circle((across, down), EDGE, fill=DARK)
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
