"""One HTML file that anybody opens in a browser and scrubs: network, timeline, dossier, search, without any network."""

from __future__ import annotations

from netexplorer.publish.page.build import MOST_RELATIONSHIPS, PageOptions, page, page_size_text

__all__ = ["MOST_RELATIONSHIPS", "PageOptions", "page", "page_size_text"]
