/* Trees of plain data: see tree.h. */
#include "engine/fmt/tree.h"

Tree *tree_get(const Tree *map, Str key)
{
	size_t i;

	if (!map || map->type != TREE_MAP)
		return NULL;
	for (i = map->u.map.n; i > 0; i--)
		if (str_eq(map->u.map.v[i - 1].key, key))
			return &map->u.map.v[i - 1].value;
	return NULL;
}

bool tree_str(const Tree *map, const char *key, Str *s)
{
	Tree *t = tree_get(map, str_c(key));

	if (!t || t->type != TREE_STRING)
		return false;
	*s = t->u.s;
	return true;
}

bool tree_int(const Tree *map, const char *key, int64_t *i)
{
	Tree *t = tree_get(map, str_c(key));

	if (!t || t->type != TREE_INT)
		return false;
	*i = t->u.i;
	return true;
}
