"""/api/docs: the OpenAPI document as a page of our own, with nothing from elsewhere."""

from typing import Any, NamedTuple

from flask import Blueprint, current_app, render_template

ABOUT = (
    "Everything that the studio does, for scripts. Sign in with a token from your account page: "
    "Authorization: Bearer cdz_… Every error has the same shape: code, message, cure and field."
)

blueprint = Blueprint("docs", __name__)


class Operation(NamedTuple):
    """One thing that the API does, laid out for the page."""

    method: str
    path: str
    summary: str
    description: str
    signed_in: bool
    inputs: list[dict[str, Any]]
    sends: str
    answers: list[tuple[str, str]]


def tidied(spec: dict[str, Any] | str) -> dict[str, Any] | str:
    """The document with one schema for all errors, each tag once, and no body left optional."""
    assert isinstance(spec, dict)  # it would be text only as YAML
    schemas = spec["components"]["schemas"]
    spec["tags"] = list({tag["name"]: tag for tag in spec["tags"]}.values())
    schemas.pop("ValidationError")
    schemas["Error"] = schemas.pop("HTTPError")
    for operation in (o for item in spec["paths"].values() for o in item.values()):
        if "requestBody" in operation:
            operation["requestBody"]["required"] = True
            content = operation["requestBody"]["content"]
            if "multipart/form-data" in content:  # see `api.sourced`
                content["application/json"] = content["multipart/form-data"]
        for code, answer in operation["responses"].items():
            if code >= "400" and "content" in answer:
                answer["content"]["application/json"]["schema"] = {
                    "$ref": "#/components/schemas/Error"
                }
    return spec


@blueprint.get("/api/docs")
def show() -> str:
    """The page."""
    # APIFlask's own way to it that makes it once; its `spec` makes it anew every time.
    spec: dict[str, Any] = current_app._get_spec("json")  # type: ignore[attr-defined]
    groups: dict[str, list[Operation]] = {tag["name"]: [] for tag in spec["tags"]}
    for path, methods in spec["paths"].items():
        for method, operation in methods.items():
            groups[operation["tags"][0]].append(_operation(spec, path, method, operation))
    return render_template("api_docs.html", info=spec["info"], groups=groups)


def _operation(
    spec: dict[str, Any], path: str, method: str, operation: dict[str, Any]
) -> Operation:
    content = operation.get("requestBody", {}).get("content", {})
    sends = next(iter(content), "")
    inputs = [
        {"name": p["name"], "required": p.get("required", False), **_about(p.get("schema", {}))}
        for p in operation["parameters"]
    ]
    if sends:
        schema = _resolved(spec, content[sends]["schema"])
        required = schema.get("required", [])
        inputs += [
            {"name": name, "required": name in required, **_about(about)}
            for name, about in schema.get("properties", {}).items()
        ]
    return Operation(
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        description=operation.get("description", ""),
        signed_in="security" in operation,
        inputs=inputs,
        sends=sends,
        answers=[
            (code, a.get("description", "")) for code, a in sorted(operation["responses"].items())
        ],
    )


def _resolved(spec: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rsplit("/", 1)[-1]
    found: dict[str, Any] = spec["components"]["schemas"][name] if name else schema
    return found


def _about(schema: dict[str, Any]) -> dict[str, Any]:
    """Kind, limits, default and meaning of one field, in words."""
    kinds = [schema, *schema.get("anyOf", [])]
    names = [
        "object" if "$ref" in k else str(k.get("format") or k.get("type"))
        for k in kinds
        if "type" in k or "$ref" in k
    ]
    merged = {name: value for k in kinds for name, value in k.items()}
    limits = [
        f"{word} {merged[name]}"
        for name, word in (
            ("minimum", "from"), ("exclusiveMinimum", "over"), ("maximum", "to"),
            ("minLength", "at least"), ("maxLength", "at most"),
        )
        if name in merged
    ]  # fmt: skip
    return {
        "kind": " or ".join(names) or "object",
        "limits": " ".join(limits),
        "default": None if merged.get("default") == "" else merged.get("default"),
        "description": schema.get("description", ""),
    }
