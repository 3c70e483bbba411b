"""The screen: widgets draw snapshots and post messages, services do the work."""
