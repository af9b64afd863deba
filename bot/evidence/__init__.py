"""What stands in a file: fetched under guard, looked at under limits, drawn on sheets. Nothing here decides."""
