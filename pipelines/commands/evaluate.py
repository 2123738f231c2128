"""`uniaccord evaluate DIR`: the figures of the extractor on an annotated corpus."""
