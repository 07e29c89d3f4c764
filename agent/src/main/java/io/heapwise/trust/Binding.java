package io.heapwise.trust;

/** What a value of an analysed method stands for in the call that is being judged. */
final class Binding {
  static final Binding OTHER = new Binding("?", null);
  static final Binding THIS = new Binding("this", null);
  static final Binding OFFSET = new Binding("offset", null);
  static final Binding LENGTH = new Binding("length", null);
  static final Binding ZERO = new Binding("0", null);
  static final Binding ARRAY_LENGTH = new Binding("array.length", null);

  /** Name of a field of the receiver, or else of one of the constants above. */
  final String name;

  /** Class that is named where the field is read; null for all but fields. */
  final String owner;

  private Binding(String name, String owner) {
    this.name = name;
    this.owner = owner;
  }

  /** What is in a field of the receiver. */
  static Binding field(String owner, String name) {
    return new Binding(name, owner);
  }

  boolean isField() {
    return owner != null;
  }

  boolean is(Binding other) {
    return this == other || owner != null && owner.equals(other.owner) && name.equals(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
