"""A picture beside a guide, checked and put into the page itself."""

import base64
from pathlib import Path

from studyguide.files.inputs import InputError, Inputs, Missing, NotAFile, Outside, TooLarge
from studyguide.problems import StudyguideError, refuse

BYTES = 4 * 1024 * 1024
"""The largest picture file, in bytes: a photograph for a printed page is a tenth of it."""
PIXELS = 20_000_000
"""The largest picture, in pixels: A4 at 300 dots an inch is nine million; a small file can claim
far more, and unpacking it would take the memory of the machine."""
_FORMATS = ("PNG", "JPEG")
# Many telephones put a second picture into a JPEG file, which Pillow then calls MPO.
_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "MPO": "image/jpeg"}


def address(inputs: Inputs, folder: Path, name: str) -> str:
    """The picture as a `data:` address.

    `name` is a file under `folder`, links followed before that is judged. Raises StudyguideError
    for a file elsewhere, a missing one, one that is no PNG or JPEG, and one too large.
    """
    try:
        raw = inputs.read_within(folder, name, BYTES)
    except InputError as error:
        raise _no_picture(name, error) from None
    return f"data:{_type(raw, name)};base64,{base64.b64encode(raw).decode()}"


def _no_picture(name: str, error: InputError) -> StudyguideError:
    match error:
        case Outside():
            message = f"the picture {name} is not in the guide's folder"
            hint = "only PNG and JPEG files in the guide's own folder can be shown"
            return refuse("picture-elsewhere", message, hint)
        case Missing():
            return refuse("no-picture", f"there is no picture {name}", "put it beside the guide")
        case NotAFile():
            return _not_a_picture(name)
        case TooLarge():
            message = f"the picture {name} is larger than 4 MiB"
            return refuse("picture-too-large", message, "save it smaller")
    hint = "check its name, and that you may open it"
    return refuse("no-picture", f"the picture {name} can't be read ({error})", hint)


def _not_a_picture(name: str) -> StudyguideError:
    hint = "save it again as one of the two"
    return refuse("not-a-picture", f"{name} can't be read as a PNG or JPEG picture", hint)


def _type(raw: bytes, name: str) -> str:
    import io
    import warnings

    from PIL import Image, ImageFile, UnidentifiedImageError

    # The PDF engine, once imported, has Pillow take half a picture for a whole one.
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(raw), formats=_FORMATS) as picture:
                width, height = picture.size
                if width * height > PIXELS:
                    raise _too_many_pixels(name, width, height)
                # The PDF engine leaves out a damaged picture without a word.
                picture.load()
                return _TYPES[str(picture.format)]
    except Image.DecompressionBombError:
        raise _too_many_pixels(name) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise _not_a_picture(name) from None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _too_many_pixels(name: str, *size: int) -> StudyguideError:
    pixels = " × ".join(f"{side:,}" for side in size) or "far too many"
    hint = "save it smaller: 20 million are enough for a printed page"
    return refuse("picture-too-large", f"the picture {name} has {pixels} pixels", hint)
