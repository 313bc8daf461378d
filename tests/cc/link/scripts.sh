# Text files instead of libraries, and what -l finds.
echo 'int f(void); int main(void) { return f(); }' >m.c
echo 'int f(void) { return 9; }' >f.c
obj m.c f.c
mkdir lib
ar rc lib/libreal.a f.o
cat >lib/libx.a <<'EOF'
/* GNU ld script
   of two lines */
OUTPUT_FORMAT(elf64-x86-64)
GROUP ( -lreal AS_NEEDED ( lib/libreal.a ) )
EOF
link p m.o -Llib -lx
gives 9 ./p
link p m.o -L lib -l:libreal.a
gives 9 ./p
refused 'cannot find the library libnone.a' ld -o q m.o -Llib -lnone
echo 'hello, world' >text
refused 'text is not an object, an archive or a linker script' ld -o q text
echo 'INPUT(self.a)' >self.a
refused 'name each other without end' ld -o q self.a
