/* two types */
int char a;
