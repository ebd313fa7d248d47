"""Reading the transfer board: takes a viewer, gives what that viewer may see."""
