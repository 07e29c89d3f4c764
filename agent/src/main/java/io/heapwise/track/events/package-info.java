/**
 * The agent's numbers as events of JDK Flight Recorder, {@code heapwise.Rewrite}, {@code
 * heapwise.Site} and {@code heapwise.Pool}: in every recording that somebody makes, at the end of
 * each of its chunks. Nothing here is loaded before there is a recording.
 */
package io.heapwise.track.events;
