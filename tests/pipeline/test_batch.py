"""Workers: one guide's crash, loop or appetite is its own; a bug keeps its traceback."""

import multiprocessing
import os
from pathlib import Path

import pytest
import working

from studyguide.pipeline.batch import each
from studyguide.problems import Problem, Spot, StudyguideError, refuse

LONG_ENOUGH = 60.0
"""Seconds that no sound worker here comes near, on any machine."""
SOON = 3.0
"""Seconds after which a loop is given up; a sound worker would only be slower to be found out."""


def told(result: object) -> Problem:
    """The one problem of a failure."""
    assert isinstance(result, StudyguideError)
    (problem,) = result.problems
    return problem


@pytest.mark.real
def test_a_batch_gives_its_results_and_one_named_failure_for_each_that_died() -> None:
    names = ["good1", "exits", "loops", "eats", "good2"]
    paths = [Path(f"folder_of/{name}.yaml") for name in names]
    good1, exits, loops, eats, good2 = each(paths, Path, working.by_name, seconds=2 * SOON)
    assert isinstance(good1, tuple)
    assert isinstance(good2, tuple)
    assert (good1[1][0], good2[1][0]) == ("good1.yaml", "good2.yaml")
    assert [told(one).code for one in (exits, loops, eats)] == [
        "worker-died",
        "too-slow",
        "worker-died",
    ]
    for name, failure in zip(names[1:4], (exits, loops, eats), strict=True):
        assert told(failure).spot == Spot(f"folder_of/{name}.yaml")
        assert f"{name}.yaml was stopped" in told(failure).message


@pytest.mark.parametrize("end", ["killed", "exits", "stops"])
def test_a_worker_that_ends_without_a_word_is_one_named_failure(end: str) -> None:
    failure, good = each([Path(end), Path("good")], Path, working.by_name, LONG_ENOUGH)
    assert told(failure).code == "worker-died"
    assert isinstance(good, tuple)


@pytest.mark.real
def test_the_message_of_a_slow_worker_names_its_bound() -> None:
    failure, _ = each([Path("loops"), Path("refuses")], Path, working.by_name, seconds=SOON)
    assert "stopped after 3 seconds" in told(failure).message
    assert "build it on its own" in told(failure).hint


def test_results_come_in_the_order_of_the_paths() -> None:
    names = [f"good{number}" for number in range(5)]
    results = each([Path(name) for name in names], Path, working.by_name, LONG_ENOUGH)
    assert [one[1][0] for one in results if isinstance(one, tuple)] == names


def test_every_guide_of_a_batch_has_a_process_of_its_own() -> None:
    results = each([Path("good1"), Path("good2")], Path, working.by_name, LONG_ENOUGH)
    processes = {one[1][1] for one in results if isinstance(one, tuple)}
    assert len(processes) == 2
    assert os.getpid() not in processes


def test_a_problem_comes_back_with_its_place_and_hint() -> None:
    failure, _ = each([Path("refuses"), Path("good")], Path, working.by_name, LONG_ENOUGH)
    assert str(failure) == "refuses:3:2: error: this is not a guide — write one [not-a-guide]"


def test_a_bug_of_ours_is_raised_with_the_lines_where_it_happened() -> None:
    with pytest.raises(LookupError, match="a mistake of the program") as caught:
        list(each([Path("bug"), Path("good")], Path, working.by_name, LONG_ENOUGH))
    notes = "".join(caught.value.__notes__)
    assert "Traceback" in notes
    assert "_deep_down" in notes


def test_a_single_guide_is_worked_on_right_here() -> None:
    assert list(each([Path("good")], Path, working.by_name)) == [
        (Path("good"), ("good", os.getpid()))
    ]
    assert list(each([], Path, working.by_name)) == []


def test_a_single_guide_that_fails_is_told_in_the_same_way() -> None:
    (failure,) = each([Path("refuses")], Path, working.by_name)
    assert told(failure).code == "not-a-guide"


def test_a_bug_with_a_single_guide_is_raised_as_it_is() -> None:
    with pytest.raises(LookupError, match="a mistake of the program"):
        list(each([Path("bug")], Path, working.by_name))


def test_a_guide_with_mistakes_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> Path:
        raise refuse("not-a-guide", f"{path} is not a guide")

    monkeypatch.setattr(multiprocessing, "get_context", None)
    results = list(each([Path(f"g{n}") for n in range(30)], refused, working.by_name))
    assert [told(one).code for one in results] == ["not-a-guide"] * 30
