package io.heapwise.runtime.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Sentences about two threads that meet in a pool; any outcome but the one listed is a failure. */
public final class PoolRaces {
  /** Beyond what a thread keeps for itself: these meet in the shared entries. */
  private static final int SHARED_LENGTH = Claims.MAX_LOCAL_BYTES + 1;

  private static final int LOCAL_LENGTH = 2000;

  private PoolRaces() {}

  @JCStressTest
  @Outcome(id = "true", expect = ACCEPTABLE, desc = "Two open claims are two arrays.")
  @State
  public static class ClaimAgainstClaim {
    private byte[] first;
    private byte[] second;

    public ClaimAgainstClaim() {
      ArrayPool.releaseBytes(ArrayPool.claimBytes(SHARED_LENGTH, 0));
    }

    @Actor
    public void first() {
      first = ArrayPool.claimBytes(SHARED_LENGTH, 0);
      first[0] = 1;
    }

    @Actor
    public void second() {
      second = ArrayPool.claimBytes(SHARED_LENGTH, 0);
      second[0] = 2;
    }

    @Arbiter
    public void arbiter(Z_Result result) {
      result.r1 = first != second && first[0] == 1 && second[0] == 2;
    }
  }

  @JCStressTest
  @Outcome(id = "true", expect = ACCEPTABLE, desc = "A claim sees nothing of who released.")
  @State
  public static class ClaimAgainstRelease {
    private boolean zero;

    @Actor
    public void releasing() {
      byte[] array = ArrayPool.claimBytes(SHARED_LENGTH, 0);
      array[7] = 1;
      array[SHARED_LENGTH - 1] = 1;
      ArrayPool.releaseBytes(array);
    }

    @Actor
    public void claiming() {
      byte[] array = ArrayPool.claimBytes(SHARED_LENGTH, 0);
      zero = array[7] == 0 && array[SHARED_LENGTH - 1] == 0;
      array[7] = 2;
      ArrayPool.releaseBytes(array);
    }

    @Arbiter
    public void arbiter(Z_Result result) {
      result.r1 = zero;
    }
  }

  @JCStressTest
  @Outcome(id = "true", expect = ACCEPTABLE, desc = "Retiring a shelf hands nothing out twice.")
  @State
  public static class ClaimAgainstRetire {
    private boolean own = true;

    @Actor
    public void claiming() {
      byte[] outer = ArrayPool.claimBytes(LOCAL_LENGTH, 0);
      outer[0] = 1;
      byte[] inner = ArrayPool.claimBytes(LOCAL_LENGTH, 0);
      inner[0] = 2;
      own = outer != inner && outer[0] == 1;
      ArrayPool.releaseBytes(inner);
      ArrayPool.releaseBytes(outer);
    }

    @Actor
    public void retiring() {
      Pools.empty();
    }

    @Arbiter
    public void arbiter(Z_Result result) {
      result.r1 = own && PoolBudget.retainedBytes() <= PoolBudget.maxBytes();
    }
  }
}
