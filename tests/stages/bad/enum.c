/* an enum constant is an int */
enum { A = 5000000000 };
