# Lua: the interpreter.
{ scripted, unpacked, cc-musl }:

scripted {
  name = "lua-5.4.4";
  script = ./steps;
  values = {
    cc = "${cc-musl}/bin/cc";
    source = unpacked "lua";
  };
}
