# zlib: the library and its headers.
{ scripted, unpacked, cc-musl }:

scripted {
  name = "zlib-1.2.13";
  script = ./steps;
  values = {
    cc = "${cc-musl}/bin/cc";
    source = unpacked "zlib";
  };
}
