/* sha256.h: SHA-256, FIPS 180-4. */
#ifndef USERLAND_SHA256_H
#define USERLAND_SHA256_H

struct Sha256 {
	unsigned h[8];
	unsigned char block[64];
	unsigned long n;	/* bytes seen so far */
};
typedef struct Sha256 Sha256;

void sha256_begin(Sha256 *s);
void sha256_add(Sha256 *s, const unsigned char *p, unsigned long n);
void sha256_end(Sha256 *s, unsigned char *digest);	/* 32 bytes */

#endif
