"""Jobs: all that an edition's files are made of, with a key that changes when their bytes may."""

import hashlib
import importlib.metadata
import io
import json
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from ctypes import util
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import studyguide.formats
from studyguide import BuildRequest, MeetingOverrides, StudyguideError, build, load
from studyguide.files import resources
from studyguide.files.inputs import Inputs
from studyguide.pipeline import fingerprint
from studyguide.pipeline.jobs import Job, prepare, run
from studyguide.problems import Severity

pytestmark = pytest.mark.real


def png(colour: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (3, 2), colour).save(stream, "PNG")
    return stream.getvalue()


BASE = b"""\
studyguide: 1
essay: {title: A walk in the rain, file: rain.txt}
theme: look
introduction: "Look up: ![a cloud](cloud.png)"
meeting: {minutes: 60, people: 14}
sections:
  - id: wet
    title: Getting wet
    passage: {paragraphs: 1-2, from: It rained}
    questions:
      - {id: leave, ask: Why does the walker leave the umbrella at home?, watch_out: Not the sun.}
      - {id: hat, ask: 'Who wears a hat, and who does not?'}
      - {id: towel, ask: 'Which towel is meant?', draft: true}
"""
FILES = {
    "base.yaml": BASE,
    "evening.yaml": b"studyguide: 1\nextends: base.yaml\nchange: {hat: {ask: Who is dry?}}\n",
    "rain.txt": b"It rained. Nobody had counted on that.\n\nThen the sun came out.\n",
    "copy.txt": b"It rained. Nobody had hoped for that.\n\nThen the moon came out.\n",
    "cloud.png": png("white"),
    "look/theme.css": b"h1 { color: navy; }\n",
    "look/logo.png": png("navy"),
    "loud/theme.css": b"h1 { color: maroon; }\n",
    "own/participant.html.j2": b"""\
{% extends "page.html.j2" %}
{% block kind %}Sheet{% endblock %}
{% block main %}{% for one in view.sections %}{{ one.title }}{% endfor %}{% endblock %}
""",
    "own/print.css": b"h1 { break-after: avoid; }\n",
}
PAPER_AND_TEXT = ["participant", "packet", "messages"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a guide that has everything a job is made of."""
    folder = tmp_path / "home"
    for name, content in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def asked(folder: Path, /, *editions: str, **words: Any) -> BuildRequest:
    """A request in the words of its fields and of its meeting's; each Path lies in the folder."""
    placed: dict[str, Any] = {
        name: folder / one if isinstance(one, Path) else one for name, one in words.items()
    }
    evening = {one.name for one in fields(MeetingOverrides)}
    meeting = MeetingOverrides(**{name: placed.pop(name) for name in evening & set(placed)})
    if "theme" in placed:
        placed["theme"] = str(placed["theme"])
    return BuildRequest(**{"edition": editions, "meeting": meeting, **placed})


def jobs(folder: Path, /, *editions: str, **words: Any) -> tuple[Job, ...]:
    return prepare(load(folder / "evening.yaml"), asked(folder, *editions, **words)).jobs


def key(folder: Path, edition: str = "participant", /, **words: Any) -> str:
    (job,) = jobs(folder, edition, **words)
    return job.key


def contents(job: Job) -> dict[str, bytes]:
    return {file.name: file.output.content for file in run(job)}


def test_a_job_is_one_edition_in_all_its_formats(home: Path) -> None:
    first, second = jobs(home, "participant", "messages", people=9)
    assert (first.edition.name, second.edition.name) == ("participant", "messages")
    assert (first.formats, second.formats) == (("pdf", "html"), ("txt",))
    assert list(contents(first)) == [
        "evening-participant-9people.pdf",
        "evening-participant-9people.html",
    ]
    assert list(contents(second)) == [
        f"evening-messages-9people-{part}.txt"
        for part in ("invitation", "reminder", "questions", "thanks")
    ]
    assert first.key != second.key


# The same anywhere

ELSEWHERE = """
import hashlib, json, pickle, sys
from studyguide import load
from studyguide.pipeline.jobs import prepare, run

jobs, path, request = pickle.loads(sys.stdin.buffer.read())
made = {
    file.name: hashlib.sha256(file.output.content).hexdigest() for job in jobs for file in run(job)
}
again = [job.key for job in prepare(load(path), request).jobs]
print(json.dumps([[job.key for job in jobs], again, made]))
"""
SURROUNDINGS = [
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C"},
    {"PYTHONHASHSEED": "2", "TZ": "America/Adak", "LC_ALL": "de_DE.UTF-8", "PYTHONUTF8": "0"},
]


@pytest.mark.parametrize(
    ("formats", "editions"),
    [
        (["pdf", "html", "txt"], ["participant", "packet", "messages"]),
        (["booklet"], ["participant", "packet"]),
    ],
    ids=["usual formats", "booklets"],
)
@pytest.mark.parametrize("surroundings", SURROUNDINGS, ids=lambda env: env["TZ"])
def test_a_job_gives_the_same_bytes_and_key_in_another_process(
    surroundings: dict[str, str],
    formats: list[str],
    editions: list[str],
    home: Path,
    tmp_path: Path,
) -> None:
    words: dict[str, Any] = {"format": formats, "people": 9}
    here = jobs(home, *editions, **words)
    made = {name: content for job in here for name, content in contents(job).items()}
    assert len(made) >= len(editions)
    there = shutil.copytree(home, tmp_path / "there")
    request = asked(there, *editions, **words)
    # A job is complete: what it was made from may be gone.
    shutil.rmtree(home)
    (tmp_path / "another").mkdir()
    ran = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        input=pickle.dumps((here, there / "evening.yaml", request)),
        cwd=tmp_path / "another",
        env=os.environ | surroundings,
        capture_output=True,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    keys, again, digests = json.loads(ran.stdout)
    assert keys == [job.key for job in here]
    assert again == keys, "the guide gives the same job there"
    assert digests == {name: hashlib.sha256(one).hexdigest() for name, one in made.items()}


def test_a_job_comes_back_from_a_pickle_as_it_was(home: Path) -> None:
    for job in jobs(home, *PAPER_AND_TEXT, templates=Path("own"), theme=Path("loud")):
        copy = pickle.loads(pickle.dumps(job))
        assert copy == job
        assert copy.key == job.key


def test_running_a_job_twice_gives_the_same_bytes(home: Path) -> None:
    (job,) = jobs(home, "facilitator")
    assert contents(job) == contents(job)


def test_running_a_job_writes_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def tree() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in (home, *home.rglob("*"))}

    monkeypatch.chdir(home)
    before = tree()
    for job in jobs(home, *PAPER_AND_TEXT, "cards"):
        assert all(contents(job).values())
    assert tree() == before


# What changes the key

CHANGES: dict[str, tuple[str, dict[str, Any], str, bytes, bytes]] = {
    "a word of the guide": ("participant", {}, "base.yaml", b"umbrella", b"coat"),
    "a facilitator's word": ("facilitator", {}, "base.yaml", b"Not the sun", b"Not the moon"),
    "an overlay's change": ("participant", {}, "evening.yaml", b"is dry", b"stays dry"),
    "the guide's own theme": ("participant", {}, "look/theme.css", b"navy", b"olive"),
    "the theme's logo": ("participant", {}, "look/logo.png", png("navy"), png("olive")),
    "a theme asked for": (
        "participant",
        {"theme": Path("loud")},
        "loud/theme.css",
        b"maroon",
        b"olive",
    ),
    "a template of one's own": (
        "participant",
        {"templates": Path("own")},
        "own/participant.html.j2",
        b"Sheet",
        b"Page",
    ),
    "a stylesheet of one's own": (
        "participant",
        {"templates": Path("own")},
        "own/print.css",
        b"avoid",
        b"auto",
    ),
    "the essay's text": ("packet", {}, "rain.txt", b"counted", b"hoped"),
    "the essay's text by --text": (
        "packet",
        {"text": Path("copy.txt")},
        "copy.txt",
        b"hoped",
        b"longed",
    ),
    "a picture": ("participant", {}, "cloud.png", png("white"), png("grey")),
}
"""Edition, request, file, and what is changed in it."""


@pytest.mark.parametrize("what", CHANGES)
def test_the_key_changes_with(what: str, home: Path) -> None:
    edition, words, file, old, new = CHANGES[what]
    before, content = key(home, edition, **words), (home / file).read_bytes()
    assert old in content
    (home / file).write_bytes(content.replace(old, new))
    assert key(home, edition, **words) != before


OPTIONS: dict[str, tuple[str, Any]] = {
    "edition": ("participant", ["facilitator"]),
    "format": ("participant", ["html"]),
    "paper": ("participant", "a5"),
    "large_print": ("participant", True),
    "theme": ("participant", Path("loud")),
    "templates": ("participant", Path("own")),
    "text": ("packet", Path("copy.txt")),
    "with_drafts": ("participant", True),
    "minutes": ("facilitator", 90),
    "people": ("facilitator", 9),
    "start": ("facilitator", "19:00"),
    "date": ("participant", "2026-12-03"),
    "reading": ("messages", "aloud"),
    "first_meeting": ("facilitator", True),
    "questions": ("messages", 1),
    "tables": ("facilitator", 5),
}
"""An edition to which the option matters, and a value that is not the usual one."""


def test_every_option_of_a_build_is_tried() -> None:
    named = {one.name for kind in (BuildRequest, MeetingOverrides) for one in fields(kind)}
    assert set(OPTIONS) == named - {"meeting"}


@pytest.mark.parametrize("option", OPTIONS)
def test_the_key_changes_with_the_option(option: str, home: Path) -> None:
    if option == "reading":
        # Aloud, it takes minutes that can only be told from the number of words.
        base = home / "base.yaml"
        base.write_bytes(BASE.replace(b"rain.txt}", b"rain.txt, words: 500}"))
    edition, value = OPTIONS[option]
    assert key(home, edition, **{option: value}) != key(home, edition)


@pytest.fixture
def another_machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A monkeypatch for what the machine is asked once."""
    yield monkeypatch
    fingerprint._machine.cache_clear()


def with_version(package: str) -> Callable[[pytest.MonkeyPatch, Path], None]:
    real = importlib.metadata.version

    def change(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        monkeypatch.setattr(
            fingerprint, "version", lambda name: "99.9" if name == package else real(name)
        )

    return change


def with_another_font(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    fonts = dict(resources.fonts())
    name = next(iter(fonts))
    path = folder / name
    path.write_bytes(fonts[name].read_bytes()[:-1] + b"\1")
    monkeypatch.setattr(resources, "fonts", lambda: fonts | {name: path})


def with_another_template(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    copy = shutil.copytree(resources.folder_of("templates"), folder / "templates")
    css = copy / "handout.css"
    css.write_text(css.read_text("utf-8") + "\n", "utf-8")
    monkeypatch.setattr(resources, "folder_of", lambda name: folder / name)


def without_the_subsetter(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    found = util.find_library("harfbuzz-subset")
    other = None if found else "libharfbuzz-subset.so.0"
    real = util.find_library
    monkeypatch.setattr(
        util, "find_library", lambda name: other if name == "harfbuzz-subset" else real(name)
    )


MACHINES: dict[str, Callable[[pytest.MonkeyPatch, Path], None]] = {
    "the program's version": with_version("studyguide"),
    **{f"the version of {name}": with_version(name) for name in fingerprint.PACKAGES[1:]},
    "a shipped font": with_another_font,
    "a shipped template": with_another_template,
    "the subsetter": without_the_subsetter,
}


def test_the_engine_counts_among_the_versions() -> None:
    assert {"studyguide", "weasyprint", "pydyf", "fonttools", "jinja2"} <= set(fingerprint.PACKAGES)


@pytest.mark.parametrize("what", MACHINES)
def test_the_key_changes_with_the_machine(
    what: str, another_machine: pytest.MonkeyPatch, home: Path, tmp_path: Path
) -> None:
    (job,) = jobs(home, "participant")
    fingerprint._machine.cache_clear()
    before = job.key
    MACHINES[what](another_machine, tmp_path)
    fingerprint._machine.cache_clear()
    assert job.key != before


# What leaves the key


def elsewhere(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return home.rename(home.with_name("another place"))


def touched(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for path in home.rglob("*"):
        os.utime(path, (1, 1))
    return home


def rewritten(*changes: tuple[str, str]) -> Callable[[Path, pytest.MonkeyPatch], Path]:
    def change(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        for path in home.glob("*.yaml"):
            text = path.read_text("utf-8")
            for old, new in changes:
                text = text.replace(old, new)
            assert text != path.read_text("utf-8")
            path.write_text(text, "utf-8")
        return home

    return change


def found_backwards(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    real = Inputs.texts
    monkeypatch.setattr(Inputs, "texts", lambda *words: reversed(list(real(*words))))
    return home


def from_another_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(home / "look")
    return home


def by_a_relative_name(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(home)
    return Path()


def beside_other_files(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (home / "notes.txt").write_text("Buy milk.", "utf-8")
    return home


UNCHANGED: dict[str, Callable[[Path, pytest.MonkeyPatch], Path]] = {
    "where the guide lies": elsewhere,
    "its files' times": touched,
    "a comment": rewritten(("studyguide: 1\n", "# Ours.\nstudyguide: 1 # the first\n\n")),
    "other quotes": rewritten(
        ("title: Getting wet", 'title: "Getting wet"'),
        ("'Who wears a hat, and who does not?'", '"Who wears a hat, and who does not?"'),
        (
            "change: {hat: {ask: Who is dry?}}",
            "change:\n  hat:\n    ask: >-\n      Who is\n      dry?",
        ),
    ),
    "the order in which templates are found": found_backwards,
    "the working folder": from_another_folder,
    "a relative name": by_a_relative_name,
    "a file that is not the guide's": beside_other_files,
}


@pytest.mark.parametrize("edition", ["participant", "facilitator", "packet"])
@pytest.mark.parametrize("what", UNCHANGED)
def test_the_key_does_not_change_with(
    what: str, edition: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = {"templates": Path("own"), "theme": Path("loud")}
    before = key(home, edition), key(home, edition, **words)
    there = UNCHANGED[what](home, monkeypatch)
    assert (key(there, edition), key(there, edition, **words)) == before


@pytest.mark.parametrize("edition", ["participant", "packet", "cards", "messages"])
def test_what_only_the_facilitator_sees_leaves_the_others_keys(edition: str, home: Path) -> None:
    before = key(home, edition)
    base = home / "base.yaml"
    base.write_bytes(base.read_bytes().replace(b"Not the sun", b"Not the moon"))
    assert key(home, edition) == before


# A machine without the PDF engine


@pytest.fixture
def without_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    for name in ("pdf", "booklet"):
        monkeypatch.delitem(sys.modules, f"studyguide.formats.{name}", raising=False)
        monkeypatch.delattr(studyguide.formats, name, raising=False)


@pytest.mark.usefixtures("without_engine")
def test_without_the_engine_html_comes_with_a_warning(home: Path) -> None:
    (job,) = jobs(home, "participant")
    paper, screen = run(job)
    assert paper.output.content == b""
    (notice,) = paper.output.notices
    assert (notice.code, notice.severity) == ("no-engine", Severity.WARNING)
    assert screen.name == "evening-participant.html"
    assert b"umbrella" in screen.output.content


@pytest.mark.usefixtures("without_engine")
def test_without_the_engine_html_alone_comes_in_silence(home: Path) -> None:
    (job,) = jobs(home, "participant", format=["html"])
    (file,) = run(job)
    assert file.output.notices == ()


@pytest.mark.usefixtures("without_engine")
@pytest.mark.parametrize("format", [["pdf"], ["html", "pdf"], ["booklet"]], ids=" ".join)
def test_without_the_engine_paper_that_was_asked_for_is_an_error(
    format: list[str], home: Path, tmp_path: Path
) -> None:
    (job,) = jobs(home, "participant", format=format)
    with pytest.raises(StudyguideError) as refused:
        run(job)
    assert [(one.code, one.severity) for one in refused.value.problems] == [
        ("no-engine", Severity.ERROR)
    ]
    with pytest.raises(StudyguideError, match="no-engine"):
        build(home / "evening.yaml", tmp_path / "out", BuildRequest(format=format))
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("without_engine")
def test_without_the_engine_a_build_writes_html_and_says_so_once(
    home: Path, tmp_path: Path
) -> None:
    built = build(home / "evening.yaml", tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "evening-facilitator.html",
        "evening-participant.html",
    ]
    assert [one.path.suffix for one in built.handouts] == [".html", ".html"]
    assert [one.severity for one in built.notices if one.code == "no-engine"] == [Severity.WARNING]
