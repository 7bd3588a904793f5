"""A picture beside a guide, checked and embedded in the page."""

import base64
from pathlib import Path

from studyguide.files.inputs import InputError, Inputs, Missing, NotAFile, Outside, TooLarge
from studyguide.problems import StudyguideError, refuse

BYTES = 4 * 1024 * 1024
"""The largest picture file, in bytes: a photo for a printed page needs a tenth of that."""
PIXELS = 20_000_000
"""The largest picture, in pixels: A4 at 300 dots per inch is nine million. A small file can claim
far more, and unpacking it would use up the machine's memory."""
_FORMATS = ("PNG", "JPEG")
# Many phones put a second picture into a JPEG file, which Pillow then calls MPO.
_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "MPO": "image/jpeg"}


def address(inputs: Inputs, folder: Path, name: str) -> str:
    """The picture as a `data:` address.

    `name` must be a file under `folder` once links are followed. Raises StudyguideError for a file
    that is elsewhere, missing, too large, or neither PNG nor JPEG.
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
            hint = "put a PNG or JPEG copy in the guide's folder and give its name here"
            return refuse("picture-elsewhere", message, hint)
        case Missing():
            hint = "check its name, or put it in the guide's folder"
            return refuse("no-picture", f"there is no picture {name}", hint)
        case NotAFile():
            return _not_a_picture(name)
        case TooLarge():
            message = f"the picture {name} is larger than 4 MiB"
            return refuse("picture-too-large", message, "save a smaller copy")
    hint = "check its name, and that you are allowed to open it"
    return refuse("no-picture", f"the picture {name} can't be read ({error})", hint)


def _not_a_picture(name: str) -> StudyguideError:
    hint = "save it again as PNG or JPEG"
    return refuse("not-a-picture", f"{name} can't be read as a PNG or JPEG picture", hint)


def _type(raw: bytes, name: str) -> str:
    import io
    import warnings

    from PIL import Image, ImageFile, UnidentifiedImageError

    # Once imported, the PDF engine makes Pillow accept half a picture as a whole one.
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(raw), formats=_FORMATS) as picture:
                width, height = picture.size
                if width * height > PIXELS:
                    raise _too_many_pixels(name, width, height)
                # The PDF engine would silently leave out a damaged picture.
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
    hint = "save a smaller copy: 20 million are plenty for a printed page"
    return refuse("picture-too-large", f"the picture {name} has {pixels} pixels", hint)
