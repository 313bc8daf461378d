/* the length of an array is above 0 */
int a[0];
