// SPDX-License-Identifier: MIT
// Macros that open and close the namespace of the library, with floating-point contraction off.
#pragma once

#if __cplusplus <= 201703L
#error "vary needs C++20: compile with -std=c++20"
// The line above does not stop g++, which would go on with thousands of errors. A missing header does.
#include "vary needs C++20: compile with -std=c++20"
#endif

#if defined(__FAST_MATH__)
#error "vary gives the same bits everywhere, which -ffast-math forbids: compile this unit without it"
#endif

// A compiler may contract a * b + c into one fused operation, which rounds once instead of twice, so the
// result would depend on the target. Contraction is off between these two macros and nowhere else; g++
// keeps it off when such a function is inlined into the user's code.
#if defined(__clang__) && (defined(__x86_64__) || defined(__i386__))
#define VARY_EXACT_FLOATS_BEGIN _Pragma("float_control(push)") _Pragma("clang fp contract(off)")
#define VARY_EXACT_FLOATS_END _Pragma("float_control(pop)")
#elif defined(__clang__)  // without float_control: contraction stays off to the end of the translation unit
#define VARY_EXACT_FLOATS_BEGIN _Pragma("clang fp contract(off)")
#define VARY_EXACT_FLOATS_END
#elif defined(__GNUC__)
#define VARY_EXACT_FLOATS_BEGIN _Pragma("GCC push_options") _Pragma("GCC optimize(\"fp-contract=off\")")
#define VARY_EXACT_FLOATS_END _Pragma("GCC pop_options")
#else
#error "vary needs g++ or clang++: it must be able to switch floating-point contraction off"
#endif

#define VARY_NAMESPACE_BEGIN VARY_EXACT_FLOATS_BEGIN namespace vary {
#define VARY_NAMESPACE_END \
  }                        \
  VARY_EXACT_FLOATS_END

// Marks a member function whose result refers to memory of the object: clang warns if the result of a call on a
// temporary outlives the temporary.
#if defined(__clang__)
#define VARY_LIFETIME_BOUND [[clang::lifetimebound]]
#else
#define VARY_LIFETIME_BOUND
#endif

// Marks a template instantiation that vary::kernels contains, so that the user's translation units need not
// compile it.
#if defined(VARY_IMPLEMENT_KERNELS) || defined(VARY_IMPLEMENT_OPS)
#define VARY_COMPILE_ONCE(...) template __VA_ARGS__;
#elif defined(VARY_SEPARATE_KERNELS)
#define VARY_COMPILE_ONCE(...) extern template __VA_ARGS__;
#else
#define VARY_COMPILE_ONCE(...)
#endif
