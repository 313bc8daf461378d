# The compiler and the C library in one folder, where each finds the other.
{ scripted, cc, musl }:

scripted {
  name = "cc-musl-0";
  script = ./steps;
  values = { inherit cc musl; };
}
