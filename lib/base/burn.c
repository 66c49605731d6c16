#include "base/burn.h"

#include <string.h>

#define STACK_SIZE 65536 /* more than the frames of any call that we make */
#define COPY_SIZE 2048	 /* enough for memcpy() to use all that it has */

#ifdef __x86_64__

#define ZERO(n) "vpxorq %%zmm" #n ", %%zmm" #n ", %%zmm" #n "\n\t"

/* Those that glibc's memcpy() prefers, as no mode switch is to be paid for. */
__attribute__((target("avx512f"))) static void
clear_upper_registers(void)
{
	__asm__ volatile(ZERO(16) ZERO(17) ZERO(18) ZERO(19) ZERO(20) ZERO(21)
			ZERO(22) ZERO(23) ZERO(24) ZERO(25) ZERO(26) ZERO(27)
			ZERO(28) ZERO(29) ZERO(30) ZERO(31)
		:
		:
		: "xmm16", "xmm17", "xmm18", "xmm19", "xmm20", "xmm21",
		"xmm22", "xmm23", "xmm24", "xmm25", "xmm26", "xmm27", "xmm28",
		"xmm29", "xmm30", "xmm31");
}

__attribute__((target("avx"))) static void
clear_lower_registers(void)
{
	__asm__ volatile("vzeroall"
		:
		:
		: "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6",
		"xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13",
		"xmm14", "xmm15");
}

static void
clear_registers(void)
{
	if (__builtin_cpu_supports("avx512f"))
		clear_upper_registers();
	if (__builtin_cpu_supports("avx"))
		clear_lower_registers();
}

#else

static void
clear_registers(void)
{
}

#endif

/* Not inlined: its frame is where the frames of what was called have been. */
__attribute__((noinline)) void
burn_traces(void)
{
	unsigned char stack[STACK_SIZE], zeros[COPY_SIZE];

	explicit_bzero(stack, sizeof(stack));
	explicit_bzero(zeros, sizeof(zeros));
	/* Over the registers of processors that are not known here. */
	for (size_t len = 16; len <= COPY_SIZE; len += len / 2) {
		memcpy(stack, zeros, len);
		/* The copies are wanted though nobody reads them. */
		__asm__ volatile("" : : "r"(stack) : "memory");
	}
	clear_registers();
}
