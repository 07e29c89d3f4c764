package io.heapwise.install;

/** Which Heapwise this is. */
public final class Version {
  /** The same as in the POM, which a test makes sure of. */
  public static final String NUMBER = "0.1.0-SNAPSHOT";

  private Version() {}
}
