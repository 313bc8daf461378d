/* Was an internal error: floating operands of "r" constraints. */
#include <stdio.h>

static struct {
	int other;
	float f;
} s;

int main(void)
{
	double d;
	long bits;
	float *p = &s.f;

	__asm__("movabs $0x3ff8000000000000, %0" : "=r"(d));
	__asm__("mov %1, %0" : "=r"(bits) : "r"(2.5));
	s.f = 1.5f;
	__asm__("add $0x00800000, %0" : "+r"(s.f));
	printf("%g %lx %g\n", d, bits, s.f);
	__asm__("sub $0x00800000, %0" : "+r"(*p++));
	printf("%g %d\n", s.f, (int)(p - &s.f));
	return 0;
}
