/**
 * When and where dumps are written: at exit, every so often, and on request; each whole or not at
 * all.
 *
 * <p>Nothing here is loaded unless a dump is asked for, and nothing that goes wrong here reaches
 * the program.
 */
package io.heapwise.track.output;
