"""Pictures made for tests."""

import io

from PIL import Image


def png(width: int = 3, height: int = 2) -> bytes:
    """A white picture."""
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(stream, "PNG")
    return stream.getvalue()
