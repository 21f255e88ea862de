"""Where things stand on the site: the address of every kind of page, and of a place in it."""


def district(code: str) -> str:
    """Give the page of a district."""
    return f"district-{code}.html"


def indicator(code: str) -> str:
    """Give the page of an indicator."""
    return f"indicator-{code}.html"


def rule(name: str) -> str:
    """Give the place where a rule is explained."""
    return f"rules.html#rule-{name}"


def traces(code: str) -> str:
    """Give the page with the traces of a district's figures."""
    return f"trace-{code}.html"


def trace(observation_id: str) -> str:
    """Give the place where the way of one figure is shown."""
    return f"{traces(observation_id.partition('-')[0])}#{observation_id}"
