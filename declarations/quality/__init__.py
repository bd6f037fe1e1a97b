"""The check list: what is computed about a document's working text in its languages, before it is published.

`checklist.findings` runs every rule; each rule is a function `rule(working) -> Iterator[Finding]` in a module named
by what it looks at. Rules read `working.Working` and touch no database, so that each can be tried on two sentences.
"""
