/* too many values */
int a[2] = { 1, 2, 3 };
