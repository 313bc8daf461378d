# SQLite: what its makefile does for its amalgamation, by a small Tcl that
# comes with it and by its own generators, all compiled on the way.
{ scripted, unpacked, cc-musl }:

scripted {
  name = "sqlite-3.53.4";
  script = ./steps;
  values = {
    cc = "${cc-musl}/bin/cc";
    source = unpacked "sqlite";
  };
}
