"""Content that people write in several languages, Polish always."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.backends.base.base import BaseDatabaseWrapper

__all__ = ["LANGUAGES", "Localized", "LocalizedField", "LocalizedFormField"]

#: Languages of content, the required one first.
LANGUAGES = ("pl", "en")


@dataclass(frozen=True, slots=True)
class Localized:
    """A text in Polish and, where somebody translated it, in English.

    >>> Localized("Droga", "Road").in_language("en")
    'Road'
    >>> Localized("Droga").in_language("en")
    'Droga'
    """

    pl: str
    en: str = ""

    @classmethod
    def of(cls, value: Localized | Mapping[str, object] | str | None) -> Localized:
        """Make one from what forms, files and the database hold.

        Parameters
        ----------
        value
            Another `Localized`, a mapping of language to text, a Polish text, or None.

        Raises
        ------
        TypeError
            When the mapping names an unknown language or holds something else
            than text.

        Examples
        --------
        >>> Localized.of({"pl": "Droga"})
        Localized(pl='Droga', en='')
        """
        if isinstance(value, Localized):
            return value
        if value is None or isinstance(value, str):
            return cls(value or "")
        unknown = set(value) - set(LANGUAGES)
        if unknown:
            msg = f"unknown language: {', '.join(sorted(unknown))}"
            raise TypeError(msg)
        texts = {name: "" if text is None else text for name, text in value.items()}
        if not all(isinstance(text, str) for text in texts.values()):
            msg = f"texts expected, not {value!r}"
            raise TypeError(msg)
        return cls(**{"pl": "", **texts})  # type: ignore[arg-type]

    def in_language(self, language: str | None) -> str:
        """The text in a language (``en-gb`` counts as ``en``), else in Polish."""
        return getattr(self, (language or "pl").partition("-")[0], "") or self.pl

    def as_dict(self) -> dict[str, str]:
        """Mapping of language to text, every language present."""
        return asdict(self)

    def __str__(self) -> str:
        return self.in_language(get_language())

    def __bool__(self) -> bool:
        return bool(self.pl or self.en)


class LocalizedWidget(forms.MultiWidget):
    """One labelled input a language, each marked with its ``lang``."""

    template_name = "core/widgets/localized.html"

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, multiline: bool = False
    ) -> None:
        kind = forms.Textarea if multiline else forms.TextInput
        super().__init__({name: kind({"lang": name}) for name in LANGUAGES}, attrs)

    def decompress(self, value: object) -> list[str]:
        """Texts in the order of the inputs."""
        return list(Localized.of(value).as_dict().values())  # type: ignore[arg-type]

    def id_for_label(self, id_: str) -> str:
        """The label of the whole names the group, not one of its inputs."""
        return ""

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        """Add a translated label to every input."""
        context = super().get_context(name, value, attrs)
        labels = [_("in Polish"), _("in English")]
        for language, label, part in zip(
            LANGUAGES, labels, context["widget"]["subwidgets"], strict=True
        ):
            part["label"] = label
            if language != LANGUAGES[0]:
                part["attrs"].pop("required", None)
        return context


class LocalizedFormField(forms.MultiValueField):
    """Two inputs; the Polish one must be filled when the field is required."""

    def __init__(
        self, *, max_length: int | None = None, multiline: bool = False, **kwargs: Any
    ) -> None:
        fields = [
            forms.CharField(required=False, max_length=max_length)
            for _language in LANGUAGES
        ]
        kwargs.setdefault("widget", LocalizedWidget(multiline=multiline))
        super().__init__(fields, require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> Localized:
        """Validate both texts.

        Raises
        ------
        ValidationError
            When the Polish text is missing: with the field required, or beside an
            English one.
        """
        cleaned = super().clean(value) or Localized("")
        if not cleaned.pl and (self.required or cleaned.en):
            raise ValidationError(_("Fill in the Polish text."), code="polish_missing")
        return cleaned

    def compress(self, data_list: list[str]) -> Localized:
        """One value of the cleaned texts."""
        return Localized(*((text or "") for text in data_list or [""]))

    def has_changed(self, initial: object, data: list[str] | None) -> bool:
        """Whether any text differs."""
        return super().has_changed(
            Localized.of(initial),  # type: ignore[arg-type]
            data,
        )


class LocalizedField(models.JSONField):
    """Stores a `Localized` as ``{"pl": ..., "en": ...}``.

    Lookups by language work as on any JSON field: ``title__pl="Droga"``.

    Parameters
    ----------
    max_length
        Limit of each text in characters; None for no limit.
    multiline
        Whether forms offer text areas.
    """

    description = _("Text in several languages")

    def __init__(
        self,
        *args: Any,
        max_length: int | None = None,
        multiline: bool = False,
        **kwargs: Any,
    ) -> None:
        self.text_length, self.multiline = max_length, multiline
        kwargs.setdefault("default", Localized(""))
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Leave the look of forms out of migrations, keep what constrains."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("default", None)
        if self.text_length is not None:
            kwargs["max_length"] = self.text_length
        return name, path, args, kwargs

    def _check_default(self) -> list[Any]:
        """Our default is immutable, so sharing it is harmless."""
        return []

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """A `Localized`; parts asked for by key come as they are."""
        loaded = super().from_db_value(value, expression, connection)
        return Localized.of(loaded) if isinstance(loaded, dict) else loaded

    def to_python(self, value: Any) -> Localized | None:
        """Convert what deserialisation or a form gives.

        Raises
        ------
        ValidationError
            When it is no text, mapping or `Localized`.
        """
        if value is None:
            return None
        try:
            return Localized.of(value)
        except (TypeError, AttributeError) as error:
            raise ValidationError(
                _("This is not a text in Polish and English."), code="invalid"
            ) from error

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Require Polish and obey the length."""
        text = Localized.of(value)
        super().validate(text.as_dict(), model_instance)
        if not text.pl and (not self.blank or text.en):
            raise ValidationError(_("Fill in the Polish text."), code="polish_missing")
        if self.text_length is not None and any(
            len(part) > self.text_length for part in text.as_dict().values()
        ):
            raise ValidationError(
                _("Each text may have at most %(limit)s characters."),
                code="max_length",
                params={"limit": self.text_length},
            )

    def get_db_prep_value(
        self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:
        """JSON of both texts; mappings and Polish strings are accepted too."""
        if isinstance(value, Localized):
            value = value.as_dict()
        return super().get_db_prep_value(value, connection, prepared)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Turn whatever was assigned into a `Localized` before it is stored."""
        value = super().pre_save(model_instance, add)
        if isinstance(value, str | dict):
            value = Localized.of(value)
            setattr(model_instance, self.attname, value)
        return value

    def value_to_string(self, obj: models.Model) -> Any:
        """The mapping, for fixtures."""
        value = self.value_from_object(obj)
        return value.as_dict() if isinstance(value, Localized) else value

    def formfield(self, **kwargs: Any) -> Any:
        """Two labelled inputs."""
        options: dict[str, Any] = {
            "form_class": LocalizedFormField,
            "multiline": self.multiline,
            "max_length": self.text_length,
        }
        # JSONField adds encoder and decoder, which texts do not need.
        return super(models.JSONField, self).formfield(**(options | kwargs))
