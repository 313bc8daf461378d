/* the number is too large */
long a = 0x10000000000000000;
