"""How the documentation is built: Markdown by MyST, the reference from docstrings."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tools"))

import reference  # noqa: E402 -- beside the documents, not installed

import okx_sdk  # noqa: E402

project = "okxsdk"
author = "the okxsdk authors"
copyright = "the okxsdk authors; MIT licensed"  # noqa: A001 - Sphinx's name
version = release = okx_sdk.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

# Docstrings mark code as Markdown does.
default_role = "code"
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_class_signature = "mixed"
autodoc_preserve_defaults = True
python_maximum_signature_line_length = 72
add_module_names = False
# Else every method stands in the navigation of every page, which takes most of the time.
toc_object_entries = False
napoleon_numpy_docstring = False

html_theme = "furo"
html_title = "okxsdk"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_theme_options = {"navigation_with_keys": True}
html_copy_source = False
html_show_sphinx = False

reference.write(HERE / "reference" / "generated")
