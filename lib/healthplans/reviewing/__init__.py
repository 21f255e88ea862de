"""From a draft to a document of the project: decisions, a page to make them, acceptance."""
