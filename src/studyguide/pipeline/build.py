"""The whole trip, from a guide's file to handouts; the one room that writes them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from studyguide.essay.resolve import Grounds, drafts, ground, text_of
from studyguide.files.atomic import sweep, write_whole
from studyguide.formats import FORMATS, Format
from studyguide.guide.load import Loaded, load
from studyguide.handouts import themes
from studyguide.handouts.editions import EDITIONS, Edition
from studyguide.handouts.paper import DEFAULT, PAPERS, Setting
from studyguide.handouts.templates import RenderOptions, render
from studyguide.handouts.themes import Theme
from studyguide.planning.overrides import MeetingOverrides
from studyguide.planning.plan import Plan
from studyguide.problems import Problem, Severity, Spot, StudyguideError, refuse

FOLDER = Path("handouts")
T = TypeVar("T")


@dataclass(frozen=True)
class BuildRequest:
    """What to make of a guide."""

    editions: Sequence[Edition]
    formats: Sequence[Format] = ()
    """None for the usual ones of each edition."""
    setting: Setting = field(default_factory=Setting)
    evening: MeetingOverrides = field(default_factory=MeetingOverrides)
    theme: str | None = None
    """A theme's folder or name that takes the place of the guide's own."""
    templates: Path | None = None
    """A folder of templates that take the place of ours, by name."""
    text: Path | None = None
    """The essay's text, in place of the file that the guide names."""
    with_drafts: bool = False
    """Whether drafted questions are taken for questions."""

    @classmethod
    def named(
        cls,
        editions: Iterable[str] = (),
        formats: Iterable[str] = (),
        paper: str = DEFAULT.name,
        large_print: bool = False,
        evening: MeetingOverrides | None = None,
        theme: str | None = None,
        templates: Path | None = None,
        text: Path | None = None,
        with_drafts: bool = False,
    ) -> "BuildRequest":
        """The wish in words; none means the usual. Raises StudyguideError for an unknown word, and
        for an edition that doesn't come in the format, on the paper or in the size."""
        chosen = [_choose(EDITIONS, name, "edition") for name in dict.fromkeys(editions)]
        made = [_choose(FORMATS, name, "format") for name in dict.fromkeys(formats)]
        setting = Setting(_choose(PAPERS, paper, "paper"), large_print)
        for edition in chosen:
            _possible(edition, made, setting)
        usual = [edition for edition in EDITIONS.values() if edition.usual]
        return cls(
            chosen or usual,
            made,
            setting,
            evening or MeetingOverrides(),
            theme,
            templates,
            text,
            with_drafts,
        )

    def formats_of(self, edition: Edition) -> list[Format]:
        """The formats that an edition is made in: those asked for, else its usual ones."""
        own = [FORMATS[name] for name in edition.formats]
        return [one for one in own if (one in self.formats if self.formats else one.usual)]


@dataclass(frozen=True)
class Handout:
    """A file that was written: where, for whom, its pages (None on a screen) and its bytes."""

    path: Path
    edition: Edition
    format: Format
    pages: int | None
    size: int


@dataclass(frozen=True)
class Built:
    """What became of one guide: its plan, its files, and what there is to say."""

    plan: Plan
    handouts: tuple[Handout, ...]
    notices: tuple[Problem, ...] = field(default=())


def build_handouts(
    guide: str | Path,
    folder: str | Path = FOLDER,
    *,
    editions: Iterable[str] = (),
    formats: Iterable[str] = (),
    paper: str = DEFAULT.name,
    large_print: bool = False,
    evening: MeetingOverrides | None = None,
    theme: str | None = None,
) -> tuple[Handout, ...]:
    """Builds a guide's handouts into a folder and tells what was written.

    `editions`, `formats` and `paper` are names of EDITIONS, FORMATS and PAPERS, none for the usual
    ones; `evening` changes the guide's meeting, `theme` is a shipped theme's name or a folder.
    Raises StudyguideError; then nothing was written, or only whole files.
    """
    wanted = BuildRequest.named(editions, formats, paper, large_print, evening, theme)
    return build(load(Path(guide)), Path(folder), wanted).handouts


def build_file(path: Path, folder: Path, wanted: BuildRequest) -> Built:
    """The handouts of the guide in a file; raises StudyguideError, whose problems name the file."""
    try:
        return build(load(path), folder, wanted)
    except StudyguideError as error:
        here = Spot(str(path))
        named = [replace(problem, spot=problem.spot or here) for problem in error.problems]
        raise StudyguideError(*named) from None


def build(loaded: Loaded, folder: Path, wanted: BuildRequest) -> Built:
    """The handouts of one guide: all rendered before the first is written."""
    if wanted.with_drafts:
        loaded = replace(loaded, guide=loaded.guide.with_drafts())
    planned = wanted.evening.fit(loaded.guide)
    grounds = ground(loaded, text_of(loaded, wanted.text))
    rendered, notices = [], [*loaded.warnings, *_softened(grounds.problems), *drafts(loaded)]
    theme = _theme(loaded, wanted)
    for edition, made in _asked(wanted, grounds):
        setting = _folded(wanted.setting) if made.halves else wanted.setting
        look = RenderOptions(setting, theme, wanted.templates)
        groups = wanted.evening.groups or planned.groups
        page = render(loaded.guide, loaded.folder, edition, look, planned, groups, grounds)
        try:
            output = made.render(page, wanted.setting.paper)
        except StudyguideError as error:
            # Where nobody named a format, a screen's page is better than nothing.
            if wanted.formats or error.problems[0].code != "no-engine":
                raise
            notices += _softened(error.problems)
            continue
        notices += output.notices
        path = folder / _file_name(loaded, edition, made, wanted)
        rendered.append((Handout(path, edition, made, output.pages, len(output.content)), output))
    sweep(folder)
    for handout, output in rendered:
        write_whole(handout.path, output.content)
    handouts = tuple(handout for handout, _ in rendered)
    return Built(planned, handouts, tuple(dict.fromkeys(notices)))


def slug(name: str) -> str:
    """The name as part of a file's name: letters of any language, digits and hyphens, the same for
    names that a file system may take for one (case, composed and decomposed accents)."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())
    words = re.sub(r"[\W_]+", "-", folded).strip("-")
    return words.encode()[:120].decode(errors="ignore").strip("-") or "guide"


def clashing(paths: Sequence[Path]) -> tuple[Problem, ...]:
    """Guides whose handouts would have the names of another's: neither may be written over."""
    first: dict[str, Path] = {}
    found = []
    for path in paths:
        other = first.setdefault(slug(path.name.split(".")[0]), path)
        if other != path:
            message = f"{path} and {other} would make the same files"
            hint = "rename one of the two, or build them into two folders"
            found.append(Problem("same-name", message, hint, Spot(str(path))))
    return tuple(found)


def _theme(loaded: Loaded, wanted: BuildRequest) -> Theme:
    if wanted.theme:
        return themes.read(themes.find(wanted.theme, None))
    if loaded.guide.theme:
        spot = loaded.spot(("theme",))
        return themes.read(themes.find(loaded.guide.theme, loaded.folder, spot))
    return themes.NONE


def _softened(problems: Iterable[Problem]) -> Iterator[Problem]:
    """What is wrong, but no reason to go without handouts tonight."""
    for problem in problems:
        yield replace(problem, severity=Severity.WARNING)


def _asked(wanted: BuildRequest, grounds: Grounds) -> Iterator[tuple[Edition, Format]]:
    for edition in wanted.editions:
        if edition.needs_text and not grounds.essay:
            hint = "name your own copy of it: --text FILE, or file: under essay: in the guide"
            raise refuse("no-text", f"the {edition.name} needs the essay's text", hint)
        for made in wanted.formats_of(edition):
            yield edition, made


def _folded(setting: Setting) -> Setting:
    return Setting(setting.paper.half, setting.large)


def _file_name(loaded: Loaded, edition: Edition, made: Format, wanted: BuildRequest) -> str:
    evening = wanted.evening.suffix(loaded.guide.meeting)
    theme = f"-{slug(Path(wanted.theme).name)}" if wanted.theme else ""
    large = "-large" if wanted.setting.large and edition.large_print else ""
    paper = wanted.setting.paper
    named = made.on_paper and edition.papers and paper != DEFAULT
    return "".join(
        (
            f"{slug(loaded.name)}-{edition.name}{evening}{theme}{large}",
            f"-{paper.name}" if named else "",
            f"{made.mark}.{made.ending}",
        )
    )


def _possible(edition: Edition, made: Sequence[Format], setting: Setting) -> None:
    if made and not any(one.name in edition.formats for one in made):
        _no(edition, f"comes as {' or '.join(edition.formats)}")
    if edition.papers and setting.paper.name not in edition.papers:
        _no(edition, f"comes on {' or '.join(edition.papers)}")
    if setting.large and not edition.large_print:
        _no(edition, "has no large print")


def _no(edition: Edition, why: str) -> None:
    raise refuse("unknown-choice", f"{edition.name} {why}", "leave the other option out")


def _choose(table: dict[str, T], name: str, what: str) -> T:
    if name not in table:
        message = f"there is no {what} {name}"
        raise refuse("unknown-choice", message, f"choose one of {', '.join(table)}")
    return table[name]
