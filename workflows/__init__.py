"""The workflows wing: takes people through a programme's steps, from the first talk to the exit."""
