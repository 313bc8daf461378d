/* the number is too large */
long a = 18446744073709551616;
