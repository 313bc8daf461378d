/* Tarballs and zip files, through libarchive. */
#ifndef FETCH_TAR_H
#define FETCH_TAR_H

#include "base/err.h"

/*
 * tar_unpack: file into the existing folder dir. Absolute names, "..",
 * writing through symbolic links, devices and the like are refused.
 */
int tar_unpack(const char *file, const char *dir, Err *err);

#endif
