/**
 * The demo: one real program, an offline container image build with jib-core, in forked JVMs
 * without and with the agent. {@link io.heapwise.benchmarks.demo.Demo} forks, compares and reports;
 * {@link io.heapwise.benchmarks.demo.ImageBuild} is the program that is measured.
 */
package io.heapwise.benchmarks.demo;
