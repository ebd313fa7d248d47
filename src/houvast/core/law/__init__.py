"""The law as code: dated, sourced, explained rules. Values in, values out.

`houvast.lawbook` reads the parameter files that stand beside the rules and is the door for everybody else.
"""
