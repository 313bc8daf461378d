/* not a constant, or not of this size */
int a[2]; int *p = &a[1];
