"""Use cases: synchronous, one transaction each, the time an argument. Edges and pumps call them through `Core`."""
