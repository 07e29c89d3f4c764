package io.heapwise.harness;

/** An operand that records every call made of it, and fails on request. */
public final class Witness implements CharSequence, Comparable<Witness> {
  private final String name;
  private final String text;
  private final RuntimeException failure;

  /**
   * @param failure what {@link #toString()} and {@link #length()} throw, or null
   */
  public Witness(String name, String text, RuntimeException failure) {
    this.name = name;
    this.text = text;
    this.failure = failure;
  }

  private void called(String method) {
    Recorder.note(name + "." + method);
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public String toString() {
    called("toString()");
    return text;
  }

  @Override
  public int length() {
    called("length()");
    return text.length();
  }

  @Override
  public char charAt(int index) {
    called("charAt(" + index + ")");
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    called("subSequence()");
    return text.subSequence(start, end);
  }

  @Override
  public int compareTo(Witness other) {
    called("compareTo()");
    return text.compareTo(other.text);
  }

  @Override
  public int hashCode() {
    called("hashCode()");
    return text.hashCode();
  }

  @Override
  public boolean equals(Object object) {
    called("equals()");
    return object == this;
  }

  boolean fails() {
    return failure != null;
  }

  /** The text, without a record of its being asked for. */
  String textUnseen() {
    return text;
  }

  String description() {
    return "witness " + name;
  }
}
