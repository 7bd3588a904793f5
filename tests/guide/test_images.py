"""Pictures beside a guide: only small, whole PNG and JPEG files of its own folder."""

import base64
import os
import struct
import zlib
from pathlib import Path

import pytest
from pictures import png
from PIL import Image

from studyguide.files.inputs import Inputs
from studyguide.guide import images
from studyguide.problems import StudyguideError


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG of a few dozen bytes whose head promises any size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def code(folder: Path, name: str) -> str:
    with pytest.raises(StudyguideError) as refused:
        images.address(Inputs(), folder, name)
    (problem,) = refused.value.problems
    return problem.code


def test_a_png_becomes_an_address_that_holds_it(tmp_path: Path) -> None:
    (tmp_path / "well.png").write_bytes(png())
    head, body = images.address(Inputs(), tmp_path, "well.png").split(",")
    assert head == "data:image/png;base64"
    assert base64.b64decode(body) == png()


def test_a_jpeg_in_a_folder_below_is_taken_whatever_its_name_says(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    Image.new("RGB", (3, 2)).save(tmp_path / "in" / "well.png", "JPEG")
    assert images.address(Inputs(), tmp_path, "in/well.png").startswith("data:image/jpeg;")


def test_a_telephones_jpeg_with_a_second_picture_in_it_is_a_jpeg(tmp_path: Path) -> None:
    second = Image.new("RGB", (3, 2), "red")
    path = tmp_path / "well.jpg"
    Image.new("RGB", (3, 2)).save(path, "MPO", save_all=True, append_images=[second])
    assert images.address(Inputs(), tmp_path, "well.jpg").startswith("data:image/jpeg;")


@pytest.mark.parametrize(
    "name",
    [
        "../well.png",
        "in/../../well.png",
        "/etc/hostname",
        "https://x.example/well.png",
        "http:well.png",
        "file:///etc/hostname",
        "data:image/png;base64,AAAA",
        "C:\\well.png",
        "\\\\host\\share\\well.png",
        "//host/share/well.png",
    ],
)
def test_a_picture_from_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "guide"
    folder.mkdir()
    (tmp_path / "well.png").write_bytes(png())
    assert code(folder, name) == "picture-elsewhere"


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "guide"
    folder.mkdir()
    (tmp_path / "well.png").write_bytes(png())
    (folder / "well.png").symlink_to(tmp_path / "well.png")
    (folder / "passwd.png").symlink_to("/etc/passwd")
    (folder / "up").symlink_to(tmp_path)
    for name in ("well.png", "passwd.png", "up/well.png"):
        assert code(folder, name) == "picture-elsewhere"


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "well.png").write_bytes(png())
    (tmp_path / "other.png").symlink_to("well.png")
    assert images.address(Inputs(), tmp_path, "other.png").startswith("data:image/png;")


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "well.png").symlink_to("well.png")
    assert code(tmp_path, "well.png") in ("picture-elsewhere", "no-picture")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "well.png")
    assert code(tmp_path, "well.png") == "not-a-picture"


def test_a_folder_is_no_picture(tmp_path: Path) -> None:
    assert code(tmp_path, ".") == "not-a-picture"
    assert code(tmp_path, "") == "not-a-picture"


def test_a_missing_picture_is_named(tmp_path: Path) -> None:
    assert code(tmp_path, "well.png") == "no-picture"
    assert code(tmp_path, f"{'w' * 300}.png") == "no-picture"
    assert code(tmp_path, "w/" * 3000) == "no-picture"


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"a well", id="words"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", id="svg"),
        pytest.param(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", id="gif"),
        pytest.param(b"%PDF-1.7", id="pdf"),
        pytest.param(png()[:40], id="half a png"),
        pytest.param(png_that_claims(30, 30), id="a png with too little in it"),
    ],
)
def test_what_is_no_whole_picture_is_refused(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "well.png").write_bytes(raw)
    assert code(tmp_path, "well.png") == "not-a-picture"


@pytest.mark.parametrize(("width", "height"), [(12_000, 12_000), (20_000_001, 1), (10**6, 10**6)])
def test_a_tiny_file_that_claims_too_many_pixels_is_refused(
    tmp_path: Path, width: int, height: int
) -> None:
    raw = png_that_claims(width, height)
    assert len(raw) < 100
    (tmp_path / "well.png").write_bytes(raw)
    assert code(tmp_path, "well.png") == "picture-too-large"


def test_a_file_of_more_than_four_mebibytes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "well.png").write_bytes(png().ljust(images.BYTES + 1, b"\0"))
    assert code(tmp_path, "well.png") == "picture-too-large"
    (tmp_path / "well.png").write_bytes(png().ljust(images.BYTES, b"\0"))
    assert images.address(Inputs(), tmp_path, "well.png").startswith("data:image/png;")


def test_half_a_picture_is_refused_after_the_pdf_engine_was_imported_too(tmp_path: Path) -> None:
    import studyguide.formats.pdf  # noqa: F401 - it changes Pillow for the whole process

    (tmp_path / "well.png").write_bytes(png_that_claims(30, 30))
    assert code(tmp_path, "well.png") == "not-a-picture"
