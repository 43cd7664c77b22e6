"""What the answers of a procedure must look like: JSON Schema 2020-12, for whoever receives applications."""

from __future__ import annotations

import hashlib
from typing import assert_never

from kiosk.procedures import model
from kiosk.procedures.model import Procedure, Question, Single, When

Schema = dict[str, object]

_DAY: Schema = {"type": "string", "format": "date"}
_LINE: Schema = {"type": "string", "minLength": 1, "maxLength": 200}


def version(procedure: Procedure) -> str:
    """Changes with every change of the procedure: the first 12 hex digits of SHA-256 over its JSON."""
    return hashlib.sha256(procedure.model_dump_json().encode()).hexdigest()[:12]


def schema(procedure: Procedure) -> Schema:
    """Of `answers` in an application. A question that isn't asked has no answer; an optional one may have null."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": procedure.title.ja,
        **_object(procedure.questions),
    }


def _object(questions: tuple[Question, ...] | tuple[Single, ...]) -> Schema:
    required = [question.id for question in questions if question.when is None]
    result: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": {question.id: _answer(question) for question in questions},
        "required": required,
    }
    here = {question.id for question in questions}
    rules = [
        _rule(question.id, question.when) for question in questions if question.when and _known(question.when, here)
    ]
    if rules:
        result["allOf"] = rules
    return result


def _known(when: When, here: set[str]) -> bool:
    """A person's question may hang on one outside: this schema doesn't say that then."""
    return all(id in here for condition in when for id in condition)


def _rule(id: str, when: When) -> Schema:
    """Answered exactly if the condition holds."""
    return {
        "if": {"anyOf": [_condition(condition) for condition in when]},
        "then": {"required": [id]},
        "else": {"not": {"required": [id]}},
    }


def _condition(condition: dict[str, tuple[str, ...]]) -> Schema:
    properties = {
        id: {"anyOf": [{"enum": list(values)}, {"type": "array", "contains": {"enum": list(values)}}]}
        for id, values in condition.items()
    }
    return {"properties": properties, "required": list(condition)}


def _answer(question: Question) -> Schema:
    given = _given(question)
    if question.optional and not isinstance(question, model.Choices):
        return {"anyOf": [given, {"type": "null"}]}
    return given


def _given(question: Question) -> Schema:
    match question:
        case model.Choice():
            return {"enum": [value.value for value in question.values]}
        case model.Choices():
            return {
                "type": "array",
                "items": {"enum": [value.value for value in question.values]},
                "uniqueItems": True,
                "minItems": 0 if question.optional else 1,
            }
        case model.YesNo():
            return {"enum": ["yes", "no"]}
        case model.Day():
            return _DAY
        case model.Number():
            return {"type": "integer", "minimum": question.least, "maximum": question.most}
        case model.Code():
            return {"type": "string", "pattern": f"^[0-9]{{{question.shortest},{question.longest}}}$"}
        case model.Kana() | model.Free():
            # JSON Schema counts code points; a letter with its marks may be several of them.
            return {"type": "string", "minLength": 1, "maxLength": 4 * question.longest}
        case model.Address():
            return _ADDRESS
        case model.Phone():
            return {"type": "string", "pattern": "^0[0-9]{9,10}$"}
        case model.Account():
            return {"oneOf": [_BANK, _POST_BANK]}
        case model.Attachment():
            return {"oneOf": [_photographed(question.most), _LATER]}
        case model.Declaration():
            return {"const": "agreed"}
        case model.People():
            return {
                "type": "array",
                "items": _object(question.questions),
                "minItems": question.least,
                "maxItems": question.most,
            }
        case _:
            assert_never(question)


def _closed(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": list(properties),
    }


def _photographed(most: int) -> Schema:
    return _closed(how={"const": "photo"}, pages={"type": "integer", "minimum": 1, "maximum": most})


_LATER = _closed(how={"const": "later"})
_ADDRESS = _closed(
    postal_code={"anyOf": [{"type": "string", "pattern": "^[0-9]{7}$"}, {"type": "null"}]}, place=_LINE, rest=_LINE
)
_BANK = _closed(
    bank={"const": "bank"},
    name=_LINE,
    branch=_LINE,
    type={"enum": ["ordinary", "current", "savings"]},
    number={"type": "string", "pattern": "^[0-9]{7}$"},
    holder=_LINE,
)
_POST_BANK = _closed(
    bank={"const": "post"},
    symbol={"type": "string", "pattern": "^1[0-9]{3}0$"},
    number={"type": "string", "pattern": "^[0-9]{1,7}1$"},
    holder=_LINE,
)
