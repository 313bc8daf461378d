# -r joins objects; what comes out links as they would have.
echo 'static int s = 3; int common; int g(void) { return s + common; }' >a.c
echo 'static int s = 5; extern int g(void); int f(void) { return g() + s; }' >b.c
echo 'int f(void); extern int common; int main(void) { common = 100; return f(); }' >m.c
obj a.c b.c m.c
ld -r -o ab.o a.o b.o
readelf -aW ab.o 2>&1 >/dev/null | grep . && exit 1
ld -r -o abm.o ab.o m.o
link p abm.o
gives 108 ./p
command ld -o q "$top/start.o" abm.o
gives 108 ./q
# dropping what nothing reaches
cat >gc.s <<'EOF'
	.section .text.main,"ax"
	.globl main
main:	movl v(%rip), %eax
	ret
	.section .text.dead,"ax"
	.globl dead
dead:	call nowhere
	.section .data.v,"aw"
v:	.long 6
	.section .data.dead,"aw"
	.quad dead
EOF
obj gc.s
link p --gc-sections gc.o
gives 6 ./p
nm p | grep -q dead && exit 1
refused 'undefined symbol nowhere' ld -o q "$top/start.o" gc.o
