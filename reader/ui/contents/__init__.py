"""What the sidebar can show, each kind made out of snapshots. Pure: no widget."""
