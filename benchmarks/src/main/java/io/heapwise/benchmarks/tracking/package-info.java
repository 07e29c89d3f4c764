/**
 * What counting allocations costs: {@link io.heapwise.benchmarks.tracking.TrackingCost} runs
 * programs that do little but allocate, each in a JVM of its own, without any tool, with this agent
 * in each of its modes, and with other tools that know where a program allocates: google's
 * allocation-instrumenter with a sampler that adds up by class, JDK Flight Recorder with as many
 * samples as the agent takes, and async-profiler as it is when nothing but the event is named.
 *
 * <p>The tools are fetched by the profile {@code tracking} of the build, which runs the comparison
 * as well.
 */
package io.heapwise.benchmarks.tracking;
