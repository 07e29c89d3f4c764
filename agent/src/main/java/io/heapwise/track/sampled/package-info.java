/**
 * {@code track=sampled}: what the JVM itself samples of allocations, with stacks, by JDK Flight
 * Recorder. It sees what no counter in the program's code can: allocation inside the JDK and in
 * native code, and only what is left when the JIT has removed the rest.
 *
 * <p>Nothing here is loaded before the program has run for a moment; a recording of the program's
 * own goes on as it is.
 */
package io.heapwise.track.sampled;
