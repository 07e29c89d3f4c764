package io.heapwise.dump;

/**
 * A bound for an amount, given as a number or as a part of some whole.
 *
 * @param isPercent whether {@code amount} is a percentage
 */
public record Threshold(boolean isPercent, double amount) {
  /** Everything reaches it that is more than nothing. */
  public static final Threshold NONE = new Threshold(false, 0);

  /** The least of a whole that is above the bound, as a number that need not be an integer. */
  public double of(long whole) {
    return isPercent ? whole / 100.0 * amount : amount;
  }
}
