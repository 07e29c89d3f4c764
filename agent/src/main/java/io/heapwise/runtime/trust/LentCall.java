package io.heapwise.runtime.trust;

/**
 * A kind of call that an array, a builder, a writer or an output stream is lent to: its name, its
 * descriptor, and which operand is lent. Immutable.
 */
public final class LentCall {
  /** What is lent: an array; one that holds nothing but zeros and what the program wrote. */
  static final int ARRAY = 0;

  static final int CLEAN_ARRAY = 1;

  /** A string builder; one that the call may return, because nobody takes what it returns. */
  public static final int BUILDER = 2;

  public static final int DROPPED_BUILDER = 3;

  /** Nothing is lent: {@code values()} of an enum, of whichever class is asked about. */
  static final int CONSTANTS = 4;

  /** The same as of a builder, of a {@code StringWriter}. */
  public static final int WRITER = 5;

  public static final int DROPPED_WRITER = 6;

  /** Nothing is lent: whether the call, given a text, would do anything at all. */
  static final int SILENCE = 7;

  /** An array of objects: its elements may be read, and go wherever they like. */
  static final int ELEMENTS = 8;

  /** Nothing is lent: whether what is in the fields of an enum is there for good. */
  static final int FIELDS = 9;

  /** The same as of a writer, of a {@code ByteArrayOutputStream}. */
  public static final int OUTPUT = 10;

  public static final int DROPPED_OUTPUT = 11;

  /** Names of methods that put something into the array they are given. */
  private static final String[] FILLING = {
    "read", "readNBytes", "readFully", "inflate", "deflate", "getChars"
  };

  private final int number;
  private final int kind;

  /** Where nothing is lent and a level decides, its name: both are never there. */
  private final String owner;

  private final String name;
  private final String descriptor;
  private final int argument;
  private final boolean fills;

  LentCall(int number, int kind, String owner, String name, String descriptor, int argument) {
    this.number = number;
    this.kind = kind;
    this.owner = owner;
    this.name = name;
    this.descriptor = descriptor;
    this.argument = argument;
    fills = kind != ELEMENTS && isFilling(name);
  }

  private static boolean isFilling(String name) {
    for (String filling : FILLING) {
      if (filling.equals(name)) {
        return true;
      }
    }
    return false;
  }

  public int number() {
    return number;
  }

  /**
   * Internal name of the class that a call without a choice names; null where the class of the
   * receiver decides what is called.
   */
  public String owner() {
    return kind == SILENCE ? null : owner;
  }

  /**
   * Where the question is what a call does that is given a level first: the name of the constant of
   * {@code java.util.logging.Level}. Else null.
   */
  public String level() {
    return kind == SILENCE ? owner : null;
  }

  public String name() {
    return name;
  }

  public String descriptor() {
    return descriptor;
  }

  /** Position of the lent operand, or of the text, the receiver being 0. */
  public int argument() {
    return argument;
  }

  /**
   * Whether the array holds nothing but zeros and what the program wrote: then it does no harm to
   * read any of it.
   */
  public boolean isClean() {
    return kind == CLEAN_ARRAY;
  }

  /** Whether nothing is lent, and the question is what {@code values()} of an enum does. */
  public boolean isForConstants() {
    return kind == CONSTANTS;
  }

  /** Whether nothing is lent, and the question is when the call does nothing at all. */
  public boolean isForSilence() {
    return kind == SILENCE;
  }

  /** Whether an array of objects is lent, to be read and nothing else. */
  public boolean isOfElements() {
    return kind == ELEMENTS;
  }

  /** Whether nothing is lent, and the question is whether an enum's own objects never change. */
  public boolean isForFields() {
    return kind == FIELDS;
  }

  /** Whether something else than an array is lent. */
  public boolean isOfObject() {
    return kind == BUILDER || kind == DROPPED_BUILDER || isOfWriter() || isOfOutput();
  }

  /** Whether it is a {@code StringWriter}. */
  public boolean isOfWriter() {
    return kind == WRITER || kind == DROPPED_WRITER;
  }

  /** Whether it is a {@code ByteArrayOutputStream}. */
  public boolean isOfOutput() {
    return kind == OUTPUT || kind == DROPPED_OUTPUT;
  }

  /**
   * What is lent, for another call that it is lent on to; nobody takes what a dropping one returns.
   */
  public int kind(boolean dropped) {
    if (isOfOutput()) {
      return dropped ? DROPPED_OUTPUT : OUTPUT;
    }
    if (isOfWriter()) {
      return dropped ? DROPPED_WRITER : WRITER;
    }
    return dropped ? DROPPED_BUILDER : BUILDER;
  }

  /** Whether it does no harm to return what is lent. */
  public boolean mayReturn() {
    return kind == DROPPED_BUILDER || kind == DROPPED_WRITER || kind == DROPPED_OUTPUT;
  }

  /** Whether the call is there to fill the array, and not to read it. */
  public boolean fills() {
    return fills;
  }

  boolean is(
      int otherKind,
      String otherOwner,
      String otherName,
      String otherDescriptor,
      int otherArgument) {
    return kind == otherKind
        && argument == otherArgument
        && name.equals(otherName)
        && descriptor.equals(otherDescriptor)
        && (owner == null ? otherOwner == null : owner.equals(otherOwner));
  }

  @Override
  public String toString() {
    return name + descriptor;
  }
}
