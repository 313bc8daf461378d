/* The operations of nix-store, but for queries. Each gives the exit code. */
#ifndef CLI_STORE_OPS_H
#define CLI_STORE_OPS_H

#include "engine/cli/store.h"

/* store_ops.c */
int op_realise(StoreArgs *a);
int op_add(StoreArgs *a);
int op_add_fixed(StoreArgs *a);
int op_print_fixed_path(StoreArgs *a);
int op_print_env(StoreArgs *a);
int op_read_log(StoreArgs *a);
int op_serve(StoreArgs *a);
int op_generate_key(StoreArgs *a);
int op_init(StoreArgs *a);

/* store_upkeep.c */
int op_delete(StoreArgs *a);
int op_gc(StoreArgs *a);
int op_verify(StoreArgs *a);
int op_verify_path(StoreArgs *a);
int op_repair_path(StoreArgs *a);
int op_optimise(StoreArgs *a);
int op_dump_db(StoreArgs *a);
int op_load_db(StoreArgs *a);
int op_register_validity(StoreArgs *a);
int op_check_validity(StoreArgs *a);
int op_dump(StoreArgs *a);
int op_restore(StoreArgs *a);
int op_export(StoreArgs *a);
int op_import(StoreArgs *a);

#endif
