package io.heapwise.track.exact;

import io.heapwise.bridge.HeapwiseCounting;
import java.lang.instrument.Instrumentation;

/** Sizes of objects by their class, asked for once for each. Thread-safe. */
final class ThisJvmCounting extends HeapwiseCounting {
  private final Instrumentation instrumentation;

  private final ClassValue<long[]> sizes =
      new ClassValue<>() {
        @Override
        protected long[] computeValue(Class<?> type) {
          return new long[1];
        }
      };

  ThisJvmCounting(Instrumentation instrumentation, ObjectLayout layout, int stripes) {
    super(
        stripes,
        CounterFormat.STRIPE_BYTES,
        layout.alignment(),
        layout.arrayBases(),
        layout.elementBytes(REFERENCES),
        layout.objectBytes(""),
        ObjectLayout.highestCachedInteger());
    this.instrumentation = instrumentation;
  }

  /** The stripes that threads may own. */
  StripeOwners stripeOwners() {
    return new StripeOwners(owners, wanted);
  }

  @Override
  protected long sizeOf(Object object) {
    long[] size = sizes.get(object.getClass());
    if (size[0] == 0) {
      // Threads that come here together find the same.
      size[0] = instrumentation.getObjectSize(object);
    }
    return size[0];
  }
}
