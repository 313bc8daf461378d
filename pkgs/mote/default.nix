# The engine's core: the language, the store, builds. Its one library is SQLite.
{ scripted, lib, cc-musl, sqlite }:

scripted {
  name = "mote-0";
  script = ./steps;
  values = {
    inherit sqlite;
    cc = "${cc-musl}/bin/cc";
    source = lib.tree "mote-source" (lib.below "base" "[ch]"
      ++ lib.below "engine" "[ch]");
  };
}
