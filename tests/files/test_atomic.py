"""Files are whole or not there: processes are killed, disks fill up, writers race."""

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from instruments import without

from studyguide.files.atomic import STALE, sweep, write_whole
from studyguide.problems import StudyguideError

OLD, NEW = b"o" * 400_000, b"n" * 600_000


def child(code: str, *words: str) -> list[str]:
    """The command of a process that runs `code` with the file room at hand."""
    start = (
        "import sys; from pathlib import Path; "
        "from studyguide.files.atomic import write_whole, sweep"
    )
    return [sys.executable, "-c", f"{start}\n{code}", *words]


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "handout.pdf"
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert leftovers(path.parent) == []


def test_an_old_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "handout.pdf"
    path.write_bytes(OLD)
    write_whole(path, NEW)
    assert path.read_bytes() == NEW


def test_a_file_has_the_rights_that_the_user_gives_to_new_files(tmp_path: Path) -> None:
    code = "import os; os.umask(0o027); write_whole(Path(sys.argv[1]), b'new')"
    path = tmp_path / "handout.pdf"
    subprocess.run(child(code, str(path)), check=True)
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_is_replaced_and_what_it_leads_to_is_left_alone(tmp_path: Path) -> None:
    elsewhere, path = tmp_path / "elsewhere", tmp_path / "handout.pdf"
    elsewhere.write_bytes(b"precious")
    path.symlink_to(elsewhere)
    write_whole(path, b"new")
    assert elsewhere.read_bytes() == b"precious"
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("name", ["folder", "file/handout.pdf", "nul\0", "n" * 300])
def test_a_place_that_cannot_be_written_is_a_clear_error(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(StudyguideError, match="can't be written") as refused:
        write_whole(tmp_path / name, b"new")
    assert [problem.code for problem in refused.value.problems] == ["cannot-write"]
    assert (tmp_path / "file").read_bytes() == b"old"
    assert leftovers(tmp_path) == []


@pytest.mark.real
def test_killed_at_twenty_random_points_a_file_is_old_or_new(tmp_path: Path) -> None:
    code = """
path = Path(sys.argv[1])
while True:
    for content in (b"n" * 600_000, b"o" * 400_000):
        write_whole(path, content)
        print(flush=True)
"""
    path, dice = tmp_path / "handout.pdf", random.Random(2026)
    path.write_bytes(OLD)
    for _ in range(20):
        with subprocess.Popen(child(code, str(path)), stdout=subprocess.PIPE) as writer:
            assert writer.stdout
            # Each line is a whole write; the kill falls somewhere into the ones after it.
            for _ in range(dice.randint(1, 12)):
                writer.stdout.readline()
            for _ in range(dice.randint(0, 60_000)):
                pass
            writer.kill()
        assert writer.returncode == -signal.SIGKILL
        assert path.read_bytes() in (OLD, NEW)


@pytest.mark.real
def test_killed_at_any_line_a_file_is_old_or_new(tmp_path: Path) -> None:
    code = """
import os
path, at = Path(sys.argv[1]), int(sys.argv[2])

def count(frame, event, argument):
    global at
    if not frame.f_code.co_filename.endswith("atomic.py"):
        return None
    at -= event == "line"
    if at < 0:
        os.kill(os.getpid(), 9)
    return count

sys.settrace(count)
write_whole(path, b"n" * 600_000)
sys.settrace(None)
print("whole")
"""
    path, ends = tmp_path / "handout.pdf", []
    for line in range(100):
        path.write_bytes(OLD)
        ran = subprocess.run(child(code, str(path), str(line)), capture_output=True, text=True)
        ends.append(path.read_bytes())
        assert ends[-1] in (OLD, NEW), line
        if ran.stdout:
            break
        assert ran.returncode == -signal.SIGKILL, ran.stderr
    assert len(ends) > 8, "the kills fell into the writing"
    assert ends[0] == OLD
    assert ends[-1] == NEW
    assert leftovers(tmp_path), "a killed run leaves its temporary file for the next to sweep"


def in_a_small_disk(folder: Path, code: str, *options: str) -> dict[str, Any]:
    """What `code` tells in `told` about a disk of 64 KiB at its first argument."""
    script = f'mount -t tmpfs -o size=64k{"".join(options)} tmpfs "$0" && exec "$@"'
    report = f"import json\ntold = {{}}\n{code}\nprint(json.dumps(told))"
    command = ["unshare", "-rm", "sh", "-c", script, str(folder), *child(report, str(folder))]
    try:
        ran = subprocess.run(command, capture_output=True, text=True)
    except FileNotFoundError:
        without("unshare", "Debian: apt install util-linux")
    if ran.returncode and ("unshare" in ran.stderr or "mount" in ran.stderr):
        without("a mount of one's own", "allow user namespaces (kernel.unprivileged_userns_clone)")
    assert ran.returncode == 0, ran.stderr
    found: dict[str, object] = json.loads(ran.stdout)
    return found


TRY = """
    write_whole(path, b"n" * 60_000)
    told["written"] = True
except Exception as error:
    told["error"] = [type(error).__name__, str(error)]
told["old"] = path.read_bytes() == b"o" * 20_000
told["names"] = sorted(one.name for one in path.parent.iterdir())
"""


def test_on_a_full_disk_the_old_file_stays_and_the_error_is_clear(tmp_path: Path) -> None:
    code = f"""
path = Path(sys.argv[1]) / "handout.pdf"
write_whole(path, b"o" * 20_000)
try:{TRY}"""
    told = in_a_small_disk(tmp_path, code)
    assert told["old"]
    assert told["names"] == ["handout.pdf"], "no temporary file takes the last of the room"
    kind, message = told["error"]
    assert kind == "StudyguideError"
    assert "No space left" in message
    assert "cannot-write" in message


def test_in_a_read_only_folder_the_old_file_stays_and_the_error_is_clear(tmp_path: Path) -> None:
    code = f"""
import subprocess
path = Path(sys.argv[1]) / "handout.pdf"
write_whole(path, b"o" * 20_000)
subprocess.run(["mount", "-o", "remount,ro", sys.argv[1]], check=True)
try:{TRY}"""
    told = in_a_small_disk(tmp_path, code)
    assert told["old"]
    kind, message = told["error"]
    assert kind == "StudyguideError"
    assert "Read-only" in message


@pytest.mark.real
def test_with_four_writers_a_reader_never_sees_a_mix(tmp_path: Path) -> None:
    code = """
for _ in range(40):
    write_whole(Path(sys.argv[1]), sys.argv[2].encode() * 300_000)
"""
    path = tmp_path / "handout.pdf"
    write_whole(path, b"a" * 300_000)
    writers = [subprocess.Popen(child(code, str(path), letter)) for letter in "abcd"]
    seen, reads = set(), 0
    while any(writer.poll() is None for writer in writers):
        content = path.read_bytes()
        assert content == content[:1] * 300_000
        seen.add(content[:1])
        reads += 1
    assert [writer.wait() for writer in writers] == [0, 0, 0, 0]
    assert reads > 10
    assert seen <= {b"a", b"b", b"c", b"d"}
    assert leftovers(tmp_path) == []


def test_a_stale_temporary_file_is_swept_and_a_fresh_one_is_not(tmp_path: Path) -> None:
    code = "write_whole(Path(sys.argv[1]), b'n')"
    trace = "import os; os.replace = lambda *a: os.kill(os.getpid(), 9); Path.replace = os.replace"
    for _ in range(2):
        subprocess.run(child(f"{trace}\n{code}", str(tmp_path / "handout.pdf")))
    stale, fresh = leftovers(tmp_path)
    old = (tmp_path / fresh).stat().st_mtime - STALE - 60
    os.utime(tmp_path / stale, (old, old))
    mine = tmp_path / ".studyguide-notes.txt"
    mine.write_bytes(b"mine")
    os.utime(mine, (old, old))
    sweep(tmp_path)
    assert sorted(leftovers(tmp_path)) == sorted([fresh, mine.name])


def test_sweeping_a_folder_that_is_not_there_does_nothing(tmp_path: Path) -> None:
    sweep(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []
