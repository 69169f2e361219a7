"""Pages: engraved, drawn without fonts, bound as a PDF that others open, the same every time."""

import io
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from pypdf import PdfReader

from backend.music.errors import UnusableScoreError
from backend.music.notation import musicxml
from backend.music.notation.engraving import pages, pdf
from backend.music.score import NOTE, Score, Track

NOTES = np.zeros(16, NOTE)
NOTES["onset"], NOTES["duration"] = np.arange(16) * 480, 480
NOTES["pitch"], NOTES["velocity"] = 60 + np.arange(16) % 12, 90
XML = musicxml(Score(480, (Track(NOTES, program=73, name="Flöte Ж"),), title="Slow ferry"))


def test_a_page_has_no_words_that_need_a_font() -> None:
    (page,) = pages(XML)
    root = ET.fromstring(page)
    tags = {element.tag.split("}")[1] for element in root.iter()}
    assert "text" not in tags
    assert "path" in tags
    assert pages(XML) == [page]


def test_the_pdf_is_opened_by_others_and_is_the_same_every_time() -> None:
    data = pdf(XML, title="Slow ferry", author="Mo")
    assert data == pdf(XML, title="Slow ferry", author="Mo")
    reader = PdfReader(io.BytesIO(data))
    assert len(reader.pages) == 1
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Slow ferry", "Mo")
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]


def test_every_thread_can_engrave() -> None:
    pages(XML)
    with ThreadPoolExecutor(1) as elsewhere:
        assert elsewhere.submit(pages, XML).result() == pages(XML)


def test_what_is_no_music_is_refused() -> None:
    with pytest.raises(UnusableScoreError, match="engraved"):
        pages(b"not music")
