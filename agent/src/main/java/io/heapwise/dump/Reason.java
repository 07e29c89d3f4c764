package io.heapwise.dump;

/** A kind of reason, and how often it was given. */
public record Reason(String text, long count) {}
