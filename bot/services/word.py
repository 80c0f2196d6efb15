"""Word templates, filled in: a ward edits them in Word and puts its own beside its own wordings.

The libraries are an extra (``tinbao[reports]``): whoever imports this module looks for ImportError.
"""

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import XMLSyntaxError

from bot.domain.screen import Phrase, phrase
from bot.services.papers.files import FaultyTemplate

_NAME = re.compile(r"'([^']{1,40})' is undefined|has no attribute '([^']{1,40})'")


def filled(template: bytes, context: Mapping[str, Any]) -> bytes:
    """A .docx template with its places filled in: text stays text, whatever is in it. Raises FaultyTemplate."""
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    written = BytesIO()
    try:
        document = DocxTemplate(BytesIO(template))
        document.render(dict(context), environment, autoescape=True)
        document.save(written)
    except UndefinedError as error:
        raise FaultyTemplate(_unknown(str(error))) from None
    except (TemplateError, XMLSyntaxError, TypeError, AttributeError):
        raise FaultyTemplate(phrase("template-syntax")) from None
    except (OSError, BadZipFile, PackageNotFoundError, KeyError, ValueError):
        raise FaultyTemplate(phrase("template-unreadable")) from None
    return written.getvalue()


def _unknown(message: str) -> Phrase:
    found = _NAME.search(message)
    return phrase("template-unknown", name=(found.group(1) or found.group(2)) if found else "?")
