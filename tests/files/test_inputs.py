"""The one gate for files: bounded, never out of its folder, and it remembers what came through."""

import hashlib
import os
import signal
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pictures import png

import studyguide
from guides import TINY, write
from studyguide import BuildRequest, CheckRequest, StudyguideError
from studyguide.files.inputs import (
    InputError,
    Inputs,
    Missing,
    NotAFile,
    Outside,
    TooLarge,
    Unreadable,
)
from studyguide.files.resources import shipped_guides
from studyguide.guide import images
from studyguide.guide.load import load
from studyguide.guide.yaml import reader
from studyguide.pipeline.jobs import prepare
from studyguide.problems import errors

LIMIT = 100
NUL, LONG_NAME = "no\0name", "n" * 300
Ask = Callable[[Inputs, Path, str], object]
READ: Ask = lambda inputs, folder, name: inputs.read_within(folder, name, LIMIT)  # noqa: E731
HAS: Ask = lambda inputs, folder, name: inputs.has(folder, name)  # noqa: E731
ASKED = pytest.mark.parametrize("ask", [READ, HAS], ids=["read_within", "has"])


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def put(path: Path, content: bytes = b"rain") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A guide's folder, with a file and a folder beside it that are none of its business."""
    put(tmp_path / "secret.txt", b"secret")
    put(tmp_path / "house" / "secret.txt", b"secret")
    (tmp_path / "guide").mkdir()
    return tmp_path / "guide"


@pytest.fixture
def pipe(tmp_path: Path) -> Iterator[Path]:
    """A pipe that nobody writes to; whoever waits for it fails."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    os.mkfifo(tmp_path / "pipe")
    before = signal.signal(signal.SIGALRM, lambda *_: pytest.fail("it waits for the pipe"))
    signal.alarm(60)
    yield tmp_path / "pipe"
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def device() -> Path:
    """A device that never ends."""
    if not Path("/dev/zero").is_char_device():
        pytest.skip("this system has no /dev/zero")
    return Path("/dev/zero")


# How much is read


@pytest.mark.parametrize("size", [0, 1, LIMIT - 1, LIMIT])
def test_a_file_of_at_most_the_limit_is_read_whole(tmp_path: Path, size: int) -> None:
    assert Inputs().read(put(tmp_path / "a.txt", b"r" * size), LIMIT) == b"r" * size


def test_one_byte_more_is_too_large_and_is_not_remembered(tmp_path: Path) -> None:
    inputs, path = Inputs(), put(tmp_path / "a.txt", b"r" * (LIMIT + 1))
    with pytest.raises(TooLarge, match=str(LIMIT)):
        inputs.read(path, LIMIT)
    assert inputs.digests == {}


def test_of_a_huge_file_no_more_than_the_limit_is_read(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt")
    os.truncate(path, 256 * 2**20)
    tracemalloc.start()
    with pytest.raises(TooLarge):
        Inputs().read(path, LIMIT)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 2**20


# What is remembered


def test_every_file_read_is_remembered_with_its_digest(tmp_path: Path) -> None:
    inputs = Inputs()
    inputs.read(put(tmp_path / "a.txt", b"one"), LIMIT)
    put(tmp_path / "in" / "b.txt", b"two")
    inputs.read_within(tmp_path, "in/b.txt", LIMIT)
    root = tmp_path.resolve()
    assert inputs.digests == {root / "a.txt": sha(b"one"), root / "in" / "b.txt": sha(b"two")}


def test_a_file_is_remembered_by_its_path_with_all_links_followed(tmp_path: Path) -> None:
    put(tmp_path / "house" / "a.txt")
    (tmp_path / "door").symlink_to("house")
    (tmp_path / "house" / "b.txt").symlink_to("a.txt")
    inputs = Inputs()
    inputs.read(tmp_path / "door" / ".." / "door" / "b.txt", LIMIT)
    inputs.read_within(tmp_path / "door", "b.txt", LIMIT)
    assert inputs.digests == {tmp_path.resolve() / "house" / "a.txt": sha(b"rain")}


@pytest.mark.parametrize("name", ["a.txt", "in/a.txt"])
def test_what_was_looked_for_and_missing_has_an_empty_digest_until_it_is_read(
    tmp_path: Path, name: str
) -> None:
    inputs, path = Inputs(), tmp_path.resolve() / name
    assert not inputs.has(tmp_path, name)
    assert inputs.digests == {path: ""}
    with pytest.raises(Missing):
        inputs.read(path, LIMIT)
    assert inputs.digests == {path: ""}
    put(path)
    assert inputs.has(tmp_path, name)
    assert inputs.digests == {path: ""}
    inputs.read_within(tmp_path, name, LIMIT)
    assert inputs.digests == {path: sha(b"rain")}


def test_a_file_that_was_only_read_in_vain_is_remembered_too(tmp_path: Path) -> None:
    inputs = Inputs()
    with pytest.raises(Missing):
        inputs.read(tmp_path / "a.txt", LIMIT)
    assert inputs.digests == {tmp_path.resolve() / "a.txt": ""}


def test_what_was_read_stays_remembered_when_the_file_goes(tmp_path: Path) -> None:
    inputs, path = Inputs(), put(tmp_path / "a.txt")
    inputs.read(path, LIMIT)
    path.unlink()
    assert not inputs.has(tmp_path, "a.txt")
    with pytest.raises(Missing):
        inputs.read(path, LIMIT)
    assert inputs.digests == {path.resolve(): sha(b"rain")}


def test_what_is_remembered_can_only_be_looked_at(tmp_path: Path) -> None:
    digests: Any = Inputs().digests
    with pytest.raises(TypeError):
        digests[tmp_path] = "made up"


# What a guide may name


@ASKED
@pytest.mark.parametrize(
    "name",
    [
        "..",
        "../secret.txt",
        "../house/secret.txt",
        "in/../../secret.txt",
        "/etc/hostname",
        "C:\\secret.txt",
        "C:secret.txt",
        "c:/secret.txt",
        "\\secret.txt",
        "\\\\host\\share\\secret.txt",
        "//host/share/secret.txt",
        "file:///x",
        "file:secret.txt",
        "https://x.example/secret.txt",
        "data:,secret",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused_unseen(folder: Path, name: str, ask: Ask) -> None:
    inputs = Inputs()
    with pytest.raises(Outside):
        ask(inputs, folder, name)
    assert inputs.digests == {}


@ASKED
def test_an_absolute_name_is_refused_even_where_it_leads_inside(folder: Path, ask: Ask) -> None:
    with pytest.raises(Outside):
        ask(Inputs(), folder, str(put(folder / "a.txt")))


@ASKED
@pytest.mark.parametrize(
    "name", ["file.txt", "up/secret.txt", "house/secret.txt", "second.txt", "gone.txt"]
)
def test_a_link_that_leads_out_is_refused(folder: Path, name: str, ask: Ask) -> None:
    (folder / "file.txt").symlink_to(folder.parent / "secret.txt")
    (folder / "up").symlink_to("..")
    (folder / "house").symlink_to(folder.parent / "house")
    (folder / "first.txt").symlink_to("../secret.txt")
    (folder / "second.txt").symlink_to("first.txt")
    (folder / "gone.txt").symlink_to("../gone.txt")
    inputs = Inputs()
    with pytest.raises(Outside):
        ask(inputs, folder, name)
    assert inputs.digests == {}


@pytest.mark.parametrize(
    "name", ["a.txt", "in/a.txt", "in/../a.txt", "./a.txt", "first.txt", "second.txt", "door/a.txt"]
)
def test_a_link_from_inside_to_inside_is_as_good_as_the_file(folder: Path, name: str) -> None:
    put(folder / "a.txt")
    put(folder / "in" / "a.txt")
    (folder / "first.txt").symlink_to("in/a.txt")
    (folder / "second.txt").symlink_to("first.txt")
    (folder / "door").symlink_to("in")
    inputs = Inputs()
    assert inputs.has(folder, name)
    assert inputs.read_within(folder, name, LIMIT) == b"rain"


def test_a_folder_that_is_a_link_itself_keeps_its_files(folder: Path) -> None:
    put(folder / "a.txt")
    (folder.parent / "door").symlink_to(folder)
    assert Inputs().read_within(folder.parent / "door", "a.txt", LIMIT) == b"rain"


def test_a_folder_whose_name_only_begins_alike_is_elsewhere(folder: Path) -> None:
    put(folder.parent / "guide-of-others" / "a.txt")
    with pytest.raises(Outside):
        Inputs().read_within(folder, "../guide-of-others/a.txt", LIMIT)


# What can't be read


@pytest.mark.parametrize("name", ["self", "there", "in/self"])
def test_a_link_to_itself_is_unreadable(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "self").symlink_to("self")
    (tmp_path / "in" / "self").symlink_to("../self")
    (tmp_path / "there").symlink_to("back")
    (tmp_path / "back").symlink_to("there")
    with pytest.raises(Unreadable, match="symbolic links form a loop"):
        Inputs().read(tmp_path / name, LIMIT)
    with pytest.raises(Unreadable, match="symbolic links form a loop"):
        Inputs().read_within(tmp_path, name, LIMIT)


@pytest.mark.parametrize("name", [NUL, LONG_NAME, f"{LONG_NAME}/a.txt", "\ud800"], ids=ascii)
def test_a_name_that_no_file_can_have_is_unreadable(tmp_path: Path, name: str) -> None:
    for ask in (READ, HAS):
        with pytest.raises(Unreadable):
            ask(Inputs(), tmp_path, name)
    with pytest.raises(Unreadable):
        Inputs().read(tmp_path / name, LIMIT)
    with pytest.raises(InputError):
        Inputs().read_within(tmp_path / name, "a.txt", LIMIT)


def test_a_file_that_may_not_be_opened_is_unreadable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    path = put(tmp_path / "a.txt")
    with monkeypatch.context() as patched:
        patched.setattr(os, "open", closed)
        with pytest.raises(Unreadable, match="Permission denied"):
            Inputs().read(path, LIMIT)


@pytest.mark.parametrize("name", ["in", ".", ""])
def test_a_folder_is_no_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(NotAFile, match="a folder"):
        Inputs().read_within(tmp_path, name, LIMIT)
    assert not Inputs().has(tmp_path, name)


def test_a_pipe_is_refused_without_waiting_for_it(pipe: Path) -> None:
    with pytest.raises(NotAFile, match="a device or a pipe"):
        Inputs().read(pipe, LIMIT)
    assert not Inputs().has(pipe.parent, pipe.name)


def test_a_pipe_that_takes_a_files_place_at_the_last_moment_is_refused_too(
    pipe: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = put(pipe.parent / "a.txt").stat()
    with monkeypatch.context() as patched:
        patched.setattr(Path, "stat", lambda *_, **__: file)
        with pytest.raises(NotAFile):
            Inputs().read(pipe, LIMIT)


def test_a_device_is_no_file(device: Path) -> None:
    with pytest.raises(NotAFile, match="a device or a pipe"):
        Inputs().read(device, LIMIT)


# All texts of a folder


def texts(folder: Path, most: int = 10) -> list[tuple[str, str]]:
    return [(name, text) for name, _, text in Inputs().texts(folder, LIMIT, most)]


def test_texts_come_by_name_from_every_depth(tmp_path: Path) -> None:
    put(tmp_path / "b.txt", "Größe".encode())
    put(tmp_path / "in" / "deep" / "a.txt")
    put(tmp_path / "a.txt")
    assert texts(tmp_path) == [("a.txt", "rain"), ("b.txt", "Größe"), ("in/deep/a.txt", "rain")]
    paths = [path for _, path, _ in Inputs().texts(tmp_path, LIMIT, 10)]
    assert paths == [tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "in" / "deep" / "a.txt"]


def test_texts_pass_over_binary_files_folders_pipes_and_links_to_elsewhere(
    folder: Path, pipe: Path
) -> None:
    put(folder / "a.txt")
    put(folder / "b.png", png())
    (folder / "c.txt").symlink_to("../secret.txt")
    (folder / "d").symlink_to("../house")
    (folder / "e").mkdir()
    pipe.rename(folder / "f")
    (folder / "g.txt").symlink_to("a.txt")
    assert texts(folder) == [("a.txt", "rain"), ("g.txt", "rain")]


def test_texts_refuse_too_many_files_and_too_large_ones(tmp_path: Path) -> None:
    for number in range(3):
        put(tmp_path / f"{number}.txt")
    assert len(texts(tmp_path, most=3)) == 3
    with pytest.raises(TooLarge, match="more than 2 files"):
        texts(tmp_path, most=2)
    put(tmp_path / "3.txt", b"r" * (LIMIT + 1))
    with pytest.raises(TooLarge, match=f"larger than {LIMIT} bytes"):
        texts(tmp_path)


@pytest.mark.parametrize("name", ["gone", "a.txt", "self", NUL], ids=ascii)
def test_there_are_no_texts_where_there_is_no_folder(tmp_path: Path, name: str) -> None:
    put(tmp_path / "a.txt")
    (tmp_path / "self").symlink_to("self")
    with pytest.raises(Missing):
        texts(tmp_path / name)


def test_texts_pass_over_hidden_files(tmp_path: Path) -> None:
    put(tmp_path / ".a.txt")
    put(tmp_path / ".git" / "b.txt")
    put(tmp_path / "c.txt")
    assert texts(tmp_path) == [("c.txt", "rain")]


def test_texts_pass_over_a_link_to_nothing(tmp_path: Path) -> None:
    put(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to("gone.txt")
    assert texts(tmp_path) == [("a.txt", "rain")]


# What the public functions make of it

QUESTIONS = "sections: [{title: Getting wet, questions: [Why does the walker go without it?]}]\n"


def guide(*lines: str) -> str:
    return "\n".join(("studyguide: 1", "essay: A walk", *lines, QUESTIONS))


def names(name: str) -> dict[str, str]:
    """Guides that each name a file in one of the ways in which a guide can."""
    return {
        "text": guide().replace("essay: A walk", f'essay: {{title: A walk, file: "{name}"}}'),
        "theme": guide(f'theme: "{name}"'),
        "picture": guide(f'introduction: "![a walker](<{name}>)"'),
        "base": f'studyguide: 1\nextends: "{name}"\n',
    }


def asks(path: Path) -> dict[str, BuildRequest]:
    """Requests that each name a file in one of the ways in which a user can."""
    return {
        "text": BuildRequest(format=["html"], text=path),
        "theme": BuildRequest(format=["html"], theme=str(path)),
        "templates": BuildRequest(format=["html"], templates=path),
    }


def refused(folder: Path, path: str | Path, request: BuildRequest) -> None:
    """Neither building nor checking ends in anything but problems, each with its file."""
    with pytest.raises(StudyguideError) as caught:
        studyguide.build(path, folder / "handouts", request)
    assert all(problem.spot and problem.message for problem in caught.value.problems)
    assert not (folder / "handouts").exists()
    if not request.templates:
        try:
            found = studyguide.check(path, CheckRequest(request.theme, request.text))
        except StudyguideError as error:
            found = error.problems
        assert errors(found)


def bad(folder: Path, kind: str) -> Path:
    """Something that can't be read as what it is said to be."""
    path = folder / {"long": LONG_NAME, "nul": NUL}.get(kind, "bad")
    match kind:
        case "self":
            path.symlink_to(path.name)
        case "folder":
            path.mkdir()
        case "device":
            path = Path("/dev/zero")
    return path


KINDS = ["self", "folder", "device", "nul", "long"]


@pytest.mark.parametrize("kind", KINDS)
def test_no_guide_is_loaded_from_what_is_no_file(tmp_path: Path, kind: str, device: Path) -> None:
    path = bad(tmp_path, kind)
    with pytest.raises(StudyguideError):
        studyguide.load(path)
    refused(tmp_path, path, BuildRequest(format=["html"]))


@pytest.mark.parametrize("kind", ["self", "folder", "long"])
@pytest.mark.parametrize("way", names(""))
def test_a_guide_that_names_what_is_no_file_is_refused(tmp_path: Path, way: str, kind: str) -> None:
    path = write(tmp_path, names(bad(tmp_path, kind).name)[way])
    refused(tmp_path, path, BuildRequest(format=["html"]))


@pytest.mark.parametrize(
    ("way", "kind"),
    [
        (way, kind)
        for way in asks(Path())
        for kind in KINDS
        if (way, kind) != ("templates", "folder")
    ],
)
def test_a_request_that_names_what_is_no_file_is_refused(
    tmp_path: Path, way: str, kind: str, device: Path
) -> None:
    refused(tmp_path, write(tmp_path, TINY), asks(bad(tmp_path, kind))[way])


def test_nobody_waits_for_a_pipe_in_a_guides_place(tmp_path: Path, pipe: Path) -> None:
    refused(tmp_path, pipe, BuildRequest(format=["html"]))


@pytest.mark.parametrize("way", names(""))
def test_nobody_waits_for_a_pipe_that_a_guide_names(tmp_path: Path, pipe: Path, way: str) -> None:
    path = write(tmp_path, names(pipe.name)[way])
    refused(tmp_path, path, BuildRequest(format=["html"]))


@pytest.mark.parametrize("way", asks(Path()))
def test_nobody_waits_for_a_pipe_that_a_request_names(tmp_path: Path, pipe: Path, way: str) -> None:
    refused(tmp_path, write(tmp_path), asks(pipe)[way])


@pytest.mark.parametrize("name", ["theme.css", "logo.png", "dot.png", "type.ttf"])
@pytest.mark.parametrize("own", [True, False], ids=["the guide's", "a user's"])
def test_a_theme_with_a_link_to_itself_is_refused(tmp_path: Path, name: str, own: bool) -> None:
    look = tmp_path / "look"
    put(look / "theme.css", b"p { background: url(dot.png); src: url(type.ttf) }")
    put(look / "dot.png", png())
    put(look / "type.ttf")
    (look / name).unlink(missing_ok=True)
    (look / name).symlink_to(name)
    path = write(tmp_path, guide("theme: look") if own else guide())
    refused(tmp_path, path, BuildRequest(format=["html"], theme=None if own else str(look)))


def test_templates_with_a_link_to_itself_are_refused_or_go_without_it(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.j2").symlink_to("a.j2")
    try:
        prepare(load(write(tmp_path)), BuildRequest(templates=tmp_path / "mine"))
    except StudyguideError as error:
        assert error.problems[0].code != "no-templates"  # noqa: PT017 - either is fine


@pytest.mark.parametrize(
    ("name", "limit", "code"),
    [
        ("guide.yaml", reader.SIZE_LIMIT, "too-large"),
        ("essay.txt", 20 * 2**20, "essay-too-large"),
        ("look/theme.css", 256 * 2**10, "theme-too-large"),
        ("well.png", images.BYTES, "picture-too-large"),
        ("mine/a.j2", 256 * 2**10, "templates-too-large"),
    ],
)
def test_every_kind_of_file_has_its_limit(tmp_path: Path, name: str, limit: int, code: str) -> None:
    path = write(tmp_path, guide("theme: look", 'introduction: "![a well](well.png)"'))
    put(tmp_path / "essay.txt")
    put(tmp_path / "look" / "theme.css", b"")
    put(tmp_path / "well.png", png())
    put(tmp_path / "mine" / "a.j2")
    request = BuildRequest(templates=tmp_path / "mine", text=tmp_path / "essay.txt")
    prepare(load(path), request)
    os.truncate(tmp_path / name, limit + 1)
    with pytest.raises(StudyguideError) as caught:
        prepare(load(path), request)
    assert [problem.code for problem in caught.value.problems] == [code]


# What a whole guide brings through the gate


def test_a_guides_gate_remembers_exactly_the_files_that_it_was_made_of(tmp_path: Path) -> None:
    base = guide("essay: {title: A walk, file: essay.txt}", 'opening: "![a puddle](puddle.png)"')
    made_of = {
        "ours/guide.yaml": b"studyguide: 1\nextends: old/base.yaml\ntheme: look\n"
        b'introduction: "![a well](well.png)"\n',
        "ours/old/base.yaml": base.replace("essay: A walk\n", "").encode(),
        "ours/old/puddle.png": png(4, 4),
        "ours/essay.txt": b"It rained.\n\nNobody had an umbrella.\n",
        "ours/well.png": png(),
        "ours/look/theme.css": b"@font-face { src: url(type.ttf) } p { background: url(dot.png) }",
        "ours/look/type.ttf": b"letters",
        "ours/look/dot.png": png(1, 1),
        "ours/look/logo.png": png(2, 2),
        "mine/participant.html.j2": b"{{ view.essay.title }}",
        "mine/parts/note.j2": b"a note",
        "mine/note.png": png(5, 5),
    }
    others = [
        "ours/umbrella.png",
        "ours/look/unused.png",
        "ours/look/logo.jpg",
        "ours/old/essay.txt",
    ]
    for name, content in made_of.items():
        put(tmp_path / name, content)
    for name in others:
        put(tmp_path / name, png())
    loaded = load(tmp_path / "ours" / "guide.yaml")
    prepare(loaded, BuildRequest(templates=tmp_path / "mine"))
    root = tmp_path.resolve()
    assert dict(loaded.inputs.digests) == {root / name: sha(made_of[name]) for name in made_of}


def test_a_text_and_a_theme_that_were_asked_for_are_remembered_in_place_of_the_guides(
    tmp_path: Path,
) -> None:
    text = guide("theme: look").replace("A walk", "{title: A walk, file: essay.txt}")
    made_of = {
        "guide.yaml": text.encode(),
        "other.txt": b"It snowed.\n",
        "other/theme.css": b"p { color: red }",
        "other/logo.png": png(),
    }
    for name, content in made_of.items():
        put(tmp_path / name, content)
    put(tmp_path / "essay.txt")
    put(tmp_path / "look" / "theme.css")
    loaded = load(tmp_path / "guide.yaml")
    request = BuildRequest(theme=str(tmp_path / "other"), text=tmp_path / "other.txt")
    prepare(loaded, request)
    root = tmp_path.resolve()
    assert dict(loaded.inputs.digests) == {root / name: sha(made_of[name]) for name in made_of}


def test_a_shipped_guide_that_a_file_could_hide_is_remembered_with_that_file(
    tmp_path: Path,
) -> None:
    (name, path), *_ = shipped_guides().items()
    own = write(tmp_path, f"studyguide: 1\nextends: {name}\n")
    assert dict(load(own).inputs.digests) == {
        own.resolve(): sha(own.read_bytes()),
        tmp_path.resolve() / name: "",
        path.resolve(): sha(path.read_bytes()),
    }


def test_a_logo_that_was_looked_for_is_remembered(tmp_path: Path) -> None:
    put(tmp_path / "look" / "theme.css", b"")
    loaded = load(write(tmp_path, guide("theme: look")))
    prepare(loaded, BuildRequest())
    assert loaded.inputs.digests.get(tmp_path.resolve() / "look" / "logo.png") == ""
