"""Citation styles: one small formatter each for NLM, AMA and APA, over a CSL-JSON item.

No formatter invents anything: what a record does not say is left out of its citation, but for the words that a style
has for a missing date.
"""
