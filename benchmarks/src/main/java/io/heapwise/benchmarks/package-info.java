/**
 * JMH benchmarks, one class per rewrite, and {@link io.heapwise.benchmarks.Compare}, which runs
 * them without and with the agent. A benchmark's body is the code as a program would have it; the
 * agent alone makes the difference.
 */
package io.heapwise.benchmarks;
