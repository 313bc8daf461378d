/* Running programs of a chroot store where they expect to be. */
#ifndef CLI_ENTER_H
#define CLI_ENTER_H

/*
 * enter_store: when the store is not at its own path, a mount and user
 * namespace in which it is; for the program that this process is about to
 * become. Needs no root.
 */
void enter_store(void);

#endif
