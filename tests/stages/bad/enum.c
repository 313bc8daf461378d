/* an enum constant is beyond 32 bits */
enum { A = 5000000000 };
