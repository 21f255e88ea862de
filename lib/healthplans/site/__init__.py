"""The site: which pages there are, how a notebook becomes a page, and what lies beside them."""
