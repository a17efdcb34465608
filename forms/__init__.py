"""The forms wing: fields become pages, what is sent becomes answers, answers become submissions."""
