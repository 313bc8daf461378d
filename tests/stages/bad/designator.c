/* expected an expression before this */
struct s { int a; } x = { .a = 1 };
