# bzip2: the library, its header and the program.
{ scripted, unpacked, cc-musl }:

scripted {
  name = "bzip2-1.0.8";
  script = ./steps;
  values = {
    cc = "${cc-musl}/bin/cc";
    source = unpacked "bzip2";
  };
}
