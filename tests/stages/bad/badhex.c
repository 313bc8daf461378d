/* no hexadecimal digit */
long a = 0xg;
