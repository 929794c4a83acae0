"""The OpenAPI document as programs know it; a change of it is seen in review.

After an intended change: ``MIARA_UPDATE_GOLDEN=1 pytest tests/golden``.
"""

import os
from pathlib import Path

import orjson

from miara.indicators.api.document import document

GOLDEN = Path(__file__).with_name("openapi.json")


def test_the_document_is_the_published_one():
    text = orjson.dumps(document(), option=orjson.OPT_INDENT_2).decode() + "\n"
    if os.environ.get("MIARA_UPDATE_GOLDEN") == "1":
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_every_operation_is_named_once_and_described():
    operations = [
        operation
        for methods in document()["paths"].values()
        for operation in methods.values()
    ]
    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names)
    for operation in operations:
        assert operation["summary"]
        assert operation["description"]
        for parameter in operation["parameters"]:
            if parameter["in"] == "query":
                assert parameter["description"], parameter["name"]
