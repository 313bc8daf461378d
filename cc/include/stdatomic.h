/*
 * stdatomic.h: C11 7.17, on the __atomic builtins. Objects of the usual
 * sizes are always lock-free here.
 */
#ifndef _STDATOMIC_H
#define _STDATOMIC_H

typedef enum {
	memory_order_relaxed = __ATOMIC_RELAXED,
	memory_order_consume = __ATOMIC_CONSUME,
	memory_order_acquire = __ATOMIC_ACQUIRE,
	memory_order_release = __ATOMIC_RELEASE,
	memory_order_acq_rel = __ATOMIC_ACQ_REL,
	memory_order_seq_cst = __ATOMIC_SEQ_CST
} memory_order;

typedef _Atomic _Bool atomic_bool;
typedef _Atomic char atomic_char;
typedef _Atomic signed char atomic_schar;
typedef _Atomic unsigned char atomic_uchar;
typedef _Atomic short atomic_short;
typedef _Atomic unsigned short atomic_ushort;
typedef _Atomic int atomic_int;
typedef _Atomic unsigned int atomic_uint;
typedef _Atomic long atomic_long;
typedef _Atomic unsigned long atomic_ulong;
typedef _Atomic long long atomic_llong;
typedef _Atomic unsigned long long atomic_ullong;
typedef _Atomic __CHAR16_TYPE__ atomic_char16_t;
typedef _Atomic __CHAR32_TYPE__ atomic_char32_t;
typedef _Atomic __WCHAR_TYPE__ atomic_wchar_t;
typedef _Atomic __INT_LEAST8_TYPE__ atomic_int_least8_t;
typedef _Atomic __UINT_LEAST8_TYPE__ atomic_uint_least8_t;
typedef _Atomic __INT_LEAST16_TYPE__ atomic_int_least16_t;
typedef _Atomic __UINT_LEAST16_TYPE__ atomic_uint_least16_t;
typedef _Atomic __INT_LEAST32_TYPE__ atomic_int_least32_t;
typedef _Atomic __UINT_LEAST32_TYPE__ atomic_uint_least32_t;
typedef _Atomic __INT_LEAST64_TYPE__ atomic_int_least64_t;
typedef _Atomic __UINT_LEAST64_TYPE__ atomic_uint_least64_t;
typedef _Atomic __INT_FAST8_TYPE__ atomic_int_fast8_t;
typedef _Atomic __UINT_FAST8_TYPE__ atomic_uint_fast8_t;
typedef _Atomic __INT_FAST16_TYPE__ atomic_int_fast16_t;
typedef _Atomic __UINT_FAST16_TYPE__ atomic_uint_fast16_t;
typedef _Atomic __INT_FAST32_TYPE__ atomic_int_fast32_t;
typedef _Atomic __UINT_FAST32_TYPE__ atomic_uint_fast32_t;
typedef _Atomic __INT_FAST64_TYPE__ atomic_int_fast64_t;
typedef _Atomic __UINT_FAST64_TYPE__ atomic_uint_fast64_t;
typedef _Atomic __INTPTR_TYPE__ atomic_intptr_t;
typedef _Atomic __UINTPTR_TYPE__ atomic_uintptr_t;
typedef _Atomic __SIZE_TYPE__ atomic_size_t;
typedef _Atomic __PTRDIFF_TYPE__ atomic_ptrdiff_t;
typedef _Atomic __INTMAX_TYPE__ atomic_intmax_t;
typedef _Atomic __UINTMAX_TYPE__ atomic_uintmax_t;

#define ATOMIC_BOOL_LOCK_FREE __GCC_ATOMIC_BOOL_LOCK_FREE
#define ATOMIC_CHAR_LOCK_FREE __GCC_ATOMIC_CHAR_LOCK_FREE
#define ATOMIC_CHAR16_T_LOCK_FREE __GCC_ATOMIC_CHAR16_T_LOCK_FREE
#define ATOMIC_CHAR32_T_LOCK_FREE __GCC_ATOMIC_CHAR32_T_LOCK_FREE
#define ATOMIC_WCHAR_T_LOCK_FREE __GCC_ATOMIC_WCHAR_T_LOCK_FREE
#define ATOMIC_SHORT_LOCK_FREE __GCC_ATOMIC_SHORT_LOCK_FREE
#define ATOMIC_INT_LOCK_FREE __GCC_ATOMIC_INT_LOCK_FREE
#define ATOMIC_LONG_LOCK_FREE __GCC_ATOMIC_LONG_LOCK_FREE
#define ATOMIC_LLONG_LOCK_FREE __GCC_ATOMIC_LLONG_LOCK_FREE
#define ATOMIC_POINTER_LOCK_FREE __GCC_ATOMIC_POINTER_LOCK_FREE

#define ATOMIC_VAR_INIT(value) (value)
#define atomic_init(obj, value) \
	atomic_store_explicit(obj, value, __ATOMIC_RELAXED)
#define kill_dependency(y) (y)

#define atomic_thread_fence(order) __atomic_thread_fence(order)
#define atomic_signal_fence(order) __atomic_signal_fence(order)
#define atomic_is_lock_free(obj) (sizeof *(obj) <= 8)

/*
 * The value goes through an object of the atomic's own type, so that it is
 * converted as an assignment would; _Atomic falls away in __typeof of the
 * comma expression's value.
 */
#define __atomic_plain(obj) __typeof((void)0, *(obj))

#define atomic_store_explicit(obj, value, order) __extension__ ({ \
	__typeof(obj) __st_obj = (obj); \
	__atomic_plain(__st_obj) __st_new = (value); \
	__atomic_store(__st_obj, &__st_new, order); \
})
#define atomic_load_explicit(obj, order) __extension__ ({ \
	__typeof(obj) __ld_obj = (obj); \
	__atomic_plain(__ld_obj) __ld_old; \
	__atomic_load(__ld_obj, &__ld_old, order); \
	__ld_old; \
})
#define atomic_exchange_explicit(obj, value, order) __extension__ ({ \
	__typeof(obj) __ex_obj = (obj); \
	__atomic_plain(__ex_obj) __ex_new = (value); \
	__atomic_plain(__ex_obj) __ex_old; \
	__atomic_exchange(__ex_obj, &__ex_new, &__ex_old, order); \
	__ex_old; \
})
#define __atomic_swap_if(obj, expected, value, weak, yes, no) \
__extension__ ({ \
	__typeof(obj) __cx_obj = (obj); \
	__atomic_plain(__cx_obj) __cx_new = (value); \
	__atomic_compare_exchange(__cx_obj, expected, &__cx_new, weak, \
		yes, no); \
})
#define atomic_compare_exchange_strong_explicit(obj, expected, value, yes, no) \
	__atomic_swap_if(obj, expected, value, 0, yes, no)
#define atomic_compare_exchange_weak_explicit(obj, expected, value, yes, no) \
	__atomic_swap_if(obj, expected, value, 1, yes, no)
#define atomic_fetch_add_explicit(obj, value, order) \
	__atomic_fetch_add(obj, value, order)
#define atomic_fetch_sub_explicit(obj, value, order) \
	__atomic_fetch_sub(obj, value, order)
#define atomic_fetch_or_explicit(obj, value, order) \
	__atomic_fetch_or(obj, value, order)
#define atomic_fetch_xor_explicit(obj, value, order) \
	__atomic_fetch_xor(obj, value, order)
#define atomic_fetch_and_explicit(obj, value, order) \
	__atomic_fetch_and(obj, value, order)

#define atomic_store(obj, value) \
	atomic_store_explicit(obj, value, __ATOMIC_SEQ_CST)
#define atomic_load(obj) atomic_load_explicit(obj, __ATOMIC_SEQ_CST)
#define atomic_exchange(obj, value) \
	atomic_exchange_explicit(obj, value, __ATOMIC_SEQ_CST)
#define atomic_compare_exchange_strong(obj, expected, value) \
	__atomic_swap_if(obj, expected, value, 0, __ATOMIC_SEQ_CST, \
		__ATOMIC_SEQ_CST)
#define atomic_compare_exchange_weak(obj, expected, value) \
	__atomic_swap_if(obj, expected, value, 1, __ATOMIC_SEQ_CST, \
		__ATOMIC_SEQ_CST)
#define atomic_fetch_add(obj, value) \
	__atomic_fetch_add(obj, value, __ATOMIC_SEQ_CST)
#define atomic_fetch_sub(obj, value) \
	__atomic_fetch_sub(obj, value, __ATOMIC_SEQ_CST)
#define atomic_fetch_or(obj, value) \
	__atomic_fetch_or(obj, value, __ATOMIC_SEQ_CST)
#define atomic_fetch_xor(obj, value) \
	__atomic_fetch_xor(obj, value, __ATOMIC_SEQ_CST)
#define atomic_fetch_and(obj, value) \
	__atomic_fetch_and(obj, value, __ATOMIC_SEQ_CST)

typedef struct {
	_Bool __held;
} atomic_flag;

#define ATOMIC_FLAG_INIT { 0 }
#define atomic_flag_test_and_set_explicit(flag, order) \
	__atomic_test_and_set(&(flag)->__held, order)
#define atomic_flag_clear_explicit(flag, order) \
	__atomic_clear(&(flag)->__held, order)
#define atomic_flag_test_and_set(flag) \
	atomic_flag_test_and_set_explicit(flag, __ATOMIC_SEQ_CST)
#define atomic_flag_clear(flag) \
	atomic_flag_clear_explicit(flag, __ATOMIC_SEQ_CST)

#endif
