"""The law as code: dated, sourced, explained rules. Values in, values out; `houvast.lawbook` reads the files beside them."""
