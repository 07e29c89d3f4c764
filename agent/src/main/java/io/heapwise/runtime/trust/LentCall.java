package io.heapwise.runtime.trust;

/**
 * A kind of call that an array is lent to: its name, its descriptor, and which operand the array
 * is. Immutable.
 */
public final class LentCall {
  /** Names of methods that put something into the array they are given. */
  private static final String[] FILLING = {
    "read", "readNBytes", "readFully", "inflate", "deflate", "getChars"
  };

  private final int number;
  private final String name;
  private final String descriptor;
  private final int argument;
  private final boolean clean;
  private final boolean fills;

  LentCall(int number, String name, String descriptor, int argument, boolean clean) {
    this.number = number;
    this.name = name;
    this.descriptor = descriptor;
    this.argument = argument;
    this.clean = clean;
    fills = isFilling(name);
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

  public String name() {
    return name;
  }

  public String descriptor() {
    return descriptor;
  }

  /** Position of the lent operand, the receiver being 0. */
  public int argument() {
    return argument;
  }

  /**
   * Whether the array holds nothing but zeros and what the program wrote: then it does no harm to
   * read any of it.
   */
  public boolean isClean() {
    return clean;
  }

  /** Whether the call is there to fill the array, and not to read it. */
  public boolean fills() {
    return fills;
  }

  boolean is(String otherName, String otherDescriptor, int otherArgument, boolean otherClean) {
    return argument == otherArgument
        && clean == otherClean
        && name.equals(otherName)
        && descriptor.equals(otherDescriptor);
  }

  @Override
  public String toString() {
    return name + descriptor;
  }
}
