/**
 * The agent as an MXBean, {@code io.heapwise:type=Heapwise}, on the platform's MBean server: what
 * JConsole, exporters and the agent's own command line see of a running program. Nothing here is
 * loaded before the program, or somebody who attaches to it, has made that server.
 */
package io.heapwise.jmx;
