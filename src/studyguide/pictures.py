"""A picture beside a guide, checked and put into the page itself."""

import base64
from pathlib import Path

from studyguide.problems import refuse

BYTES = 4 * 1024 * 1024
"""The largest picture file, in bytes: a photograph for a printed page is a tenth of it."""
PIXELS = 20_000_000
"""The largest picture, in pixels: A4 at 300 dots an inch is nine million; a small file can claim
far more, and unpacking it would take the memory of the machine."""
_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}


def address(folder: Path, name: str) -> str:
    """The picture as a `data:` address.

    `name` is a file under `folder`, links followed before that is judged. Raises StudyguideError
    for a file elsewhere, a missing one, one that is no PNG or JPEG, and one too large.
    """
    path = _inside(folder, name)
    if not path.is_file():
        raise refuse("no-picture", f"there is no picture {name}", "it must lie beside the guide")
    with path.open("rb") as stream:
        raw = stream.read(BYTES + 1)
    if len(raw) > BYTES:
        raise refuse(
            "picture-too-large", f"the picture {name} is larger than 4 MiB", "save it smaller"
        )
    return f"data:{_type(raw, name)};base64,{base64.b64encode(raw).decode()}"


def _inside(folder: Path, name: str) -> Path:
    hint = "only PNG and JPEG files in the guide's own folder can be shown"
    elsewhere = refuse(
        "picture-elsewhere", f"the picture {name} is not in the guide's folder", hint
    )
    if "\0" in name or "://" in name:
        raise elsewhere
    try:
        path = (folder / name).resolve()
    except (OSError, RuntimeError):
        raise elsewhere from None
    if not path.is_relative_to(folder.resolve()):
        raise elsewhere
    return path


def _type(raw: bytes, name: str) -> str:
    import io
    import warnings

    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(raw), formats=list(_TYPES)) as picture:
                width, height = picture.size
                kind = _TYPES[str(picture.format)]
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise refuse(
            "not-a-picture", f"{name} is not a PNG or JPEG picture", "save it as one"
        ) from None
    if width * height > PIXELS:
        message = f"the picture {name} has {width} × {height} pixels"
        raise refuse("picture-too-large", message, "20 million are enough for a printed page")
    return kind
