/* bit-fields are not in C0 */
struct s { int a : 3; };
