/* expected ] */
int a[3; 
