# Damaged and foreign inputs get a sentence, wherever they are cut.
echo 'int f(int); static int s[3]; int main(void) { return f(s[1]); }' >m.c
obj m.c
printf '\177ELF\002\001\001\000\000\000\000\000\000\000\000\000\001\000\363\000' >riscv.o
head -c 100 /dev/zero >>riscv.o
refused 'for another machine' ld -o q riscv.o
refused 'cannot read nothere.o' ld -o q nothere.o
link p --defsym f=0 m.o
refused 'p is linked already' ld -o q p
head -c 20 m.o >short.o
refused 'short.o' ld -o q short.o
size=$(wc -c <m.o)
n=1
while [ $n -lt "$size" ]; do
	head -c $n m.o >cut.o
	refused . ld -o q cut.o
	n=$((n + 37))
done
# one byte of it changed: no crash, whatever comes of it
n=0
while [ $n -lt "$size" ]; do
	cp m.o bent.o
	printf '\377' | dd of=bent.o bs=1 seek=$n conv=notrunc 2>/dev/null
	ld -o q --defsym f=0 "$top/start.o" bent.o 2>err || [ $? = 1 ]
	n=$((n + 11))
done
ar rc lib.a m.o
size=$(wc -c <lib.a)
n=9
while [ $n -lt $((size - 1)) ]; do
	head -c $n lib.a >cut.a
	refused . ld -o q "$top/start.o" cut.a
	n=$((n + 41))
done
printf '!<thin>\n' >thin.a
refused 'thin archive' ld -o q thin.a
refused 'no input files' ld -o q
refused 'unknown option --nonsense' ld --nonsense m.o
refused 'only static programs' ld -shared m.o
