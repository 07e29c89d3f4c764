package io.heapwise.dump;

/**
 * What the pools have done with things of one size.
 *
 * @param name of what is pooled, and of its size
 * @param claims times that something was wanted
 * @param hits claims that found something idle
 * @param drops things that were given up
 * @param retainedBytes held when the numbers were taken
 * @param highWaterBytes the most that was ever held; of several JVMs, the sum of each one's most
 */
public record PoolRow(
    String name, long claims, long hits, long drops, long retainedBytes, long highWaterBytes) {}
