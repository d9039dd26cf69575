"""The JSON schema of a case, kept beside the cases for editors and other programs: `python -m eval.authoring.schema`."""

import json
from pathlib import Path

from eval.cases import Case

SCHEMA = Path(__file__).parents[1] / "cases" / "case.schema.json"


def schema() -> str:
    """Return the schema of one line of a file of cases."""
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Case.model_json_schema()}
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(schema(), encoding="utf-8")
