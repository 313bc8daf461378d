# The compiler and the C library in one folder, where each finds the other.
{ step, lib, steps, cc, musl }:

step {
  name = "cc-musl-0";
  builder = steps;
  args = [ ./steps "out=${lib.out}" "cc=${cc}" "musl=${musl}" ];
}
