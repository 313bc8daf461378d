/* long long is not in C0 */
long long x;
