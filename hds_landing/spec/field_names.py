"""Which field names a place of the spec takes, found by walking the models' annotations."""

from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from hds_landing.errors import Path


def field_names(root: type[BaseModel], path: Path) -> tuple[str, ...]:
    """The names allowed in the mapping at `path`, as the file writes them; empty where any key is allowed."""
    model = _model_at(root, path)
    if model is None:
        return ()
    return tuple(field.alias or name for name, field in model.model_fields.items())


def _model_at(root: type[BaseModel], path: Path) -> type[BaseModel] | None:
    places: list[Any] = [root]
    for part in path:
        places = [inner for place in places for inner in _step(place, part)]
    models = [place for place in places if isinstance(place, type) and issubclass(place, BaseModel)]
    return models[0] if models else None


def _step(place: Any, part: str | int) -> list[Any]:
    if isinstance(place, type) and issubclass(place, BaseModel):
        fields = place.model_fields
        return [
            inner
            for name, field in fields.items()
            if part in (field.alias, name)
            for inner in _unwrapped(field.annotation)
        ]
    arguments = get_args(place)
    if get_origin(place) is dict:
        return _unwrapped(arguments[1])
    if get_origin(place) is tuple:
        return _unwrapped(arguments[0])
    return []


def _unwrapped(annotation: Any) -> list[Any]:
    """The alternatives of an annotation, without `Annotated` and without unions."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _unwrapped(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return [inner for member in get_args(annotation) for inner in _unwrapped(member)]
    return [annotation]
