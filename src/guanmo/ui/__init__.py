"""Components, CSS, icons and small behaviours of every page; knows no domain noun. README.md is its manual."""
