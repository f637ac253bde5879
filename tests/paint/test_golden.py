"""Pictures compared pixel by pixel with the ones that were looked at; NETEXPLORER_GOLDEN=write makes them anew."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from netexplorer.paint.fonts import Fonts
from netexplorer.paint.png import to_image
from netexplorer.scene.primitives import Scene
from tests.paint import compared, multiples, samples
from tests.paint.uncertain import uncertain

GOLDEN = Path(__file__).parents[1] / "golden"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="letters are exact on Linux only")

# What to look at, by name of the file.
PICTURES: dict[str, Callable[[], Scene]] = {
    # Ten marks, equally heavy; the ring has a hole, cross and tick are strokes with round ends.
    "marks": samples.marks,
    # Solid teal, dashed amber, dotted violet; the dashes of the lower curve follow its bend.
    "lines": samples.lines,
    # The fade ends in nothing, the stripes run through from bar to bar, the blue part is cut to 60 × 30.
    "areas": samples.areas,
    # Four weights from thin to bold, the dash of NATO–Russia a plain one; the red line stops around the Cyrillic words.
    "words": samples.words,
    # Nine lines thick and nine thin: six of them with a badge, two cut with a cross, one pale and plain; the last two,
    # which are only possible, are hollow, and the legend counts them so.
    "compare": lambda: compared.page("light"),
    "compare-dark": lambda: compared.page("dark"),
    # Four cells, everybody at one place in all; what is wide and on a pale band changed since the cell before, what
    # stayed is pale; the third says that nothing changed; the legend explains both.
    "sheet": multiples.sheet,
    # What is only possible is a double line, also where it is thin or dashed; disputes carry a question mark, beside
    # the cross where there is one, what nobody states a star; the legend says all three and counts the possible ones.
    "uncertain": uncertain,
}


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.usefixtures("fonts")
def test_a_scene_is_painted_as_it_was_looked_at(name: str) -> None:
    image, path = to_image(PICTURES[name]()).convertToFormat(QImage.Format.Format_RGB32), GOLDEN / f"{name}.png"
    if os.environ.get("NETEXPLORER_GOLDEN") == "write":
        assert image.save(str(path))
    golden = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
    assert golden.size() == image.size()
    different = [
        (x, y) for y in range(image.height()) for x in range(image.width()) if image.pixel(x, y) != golden.pixel(x, y)
    ]
    assert not different


def test_a_text_is_as_wide_as_it_was_measured(fonts: Fonts) -> None:
    assert fonts("NATO–Russia Council", 12, 400) == pytest.approx(120.9, abs=1.0)
    assert fonts("NATO–Russia Council", 24, 400) == pytest.approx(2 * fonts("NATO–Russia Council", 12, 400), rel=0.005)
    assert fonts("Council", 12.5, 600) == pytest.approx(fonts("Council", 100, 600) / 8, rel=0.01)
    assert fonts("Council", 12, 700) > fonts("Council", 12, 400)
    assert fonts("", 12, 400) == 0
