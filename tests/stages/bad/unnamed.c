/* a name is missing */
int;
int *;
