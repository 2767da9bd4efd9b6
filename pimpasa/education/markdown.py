"""Markdown to HTML that cannot carry anything but words: CommonMark without raw HTML and pictures, then a list of tags.

The parser already escapes tags and refuses addresses such as `javascript:`; nh3 stands behind it, for what officers
write is shown to everybody under the program's own address.
"""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

TAGS = {"p", "h2", "h3", "ul", "ol", "li", "strong", "em", "a", "blockquote", "br", "hr"}
_HEADINGS = {"h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"}


def to_html(text: str) -> str:
    """HTML of TAGS only; a page has its own h1, so headings begin at h2."""
    html = _PARSER.render(text)
    return nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"https", "tel"}, link_rel="noopener")


def _one_h1(state: StateCore) -> None:
    for token in state.tokens:
        token.tag = _HEADINGS.get(token.tag, token.tag)


_PARSER = MarkdownIt("commonmark", {"html": False}).disable(["image", "code", "fence", "backticks"])
_PARSER.core.ruler.push("one_h1", _one_h1)
