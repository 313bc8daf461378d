/* a character constant is one character */
int a = 'ab';
