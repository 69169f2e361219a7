"""JSON of answers and pages: it reads as what was given, and cannot end the page it stands on."""

import json

from flask import Flask, jsonify, render_template_string

from backend.web.plain_json import PlainJSON

GIVEN = {"z": [1, 0.1, -2.5e-7, True, None], "a": "☃ </script> & '\"\\\n", "t": (1, 2), "1": {}}


def test_an_answer_says_what_was_given_in_its_order() -> None:
    app = Flask(__name__)
    app.json = PlainJSON(app)
    with app.app_context():
        answer = jsonify(GIVEN)
    assert answer.mimetype == "application/json"
    read = json.loads(answer.data)
    assert read == GIVEN | {"t": [1, 2]}
    assert list(read) == list(GIVEN)


def test_a_page_can_hold_it() -> None:
    app = Flask(__name__)
    app.json = PlainJSON(app)
    app.jinja_env.policies["json.dumps_function"] = app.json.dumps
    with app.test_request_context():
        text = render_template_string("{{ given | tojson }}", given=GIVEN)
    assert not set("<>&'") & set(text)
    assert json.loads(text) == GIVEN | {"t": [1, 2]}
