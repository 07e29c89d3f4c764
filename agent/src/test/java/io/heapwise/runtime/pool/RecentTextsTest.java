package io.heapwise.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.runtime.Site;
import io.heapwise.runtime.Sites;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecentTextsTest {
  private static final int HASH = 12345;
  private static int line = 1;

  private final int site = Sites.register(new Site("dedup", "a/B", "c", "()V", line++, 1));

  @BeforeEach
  @AfterEach
  void empty() {
    RecentTexts.clear();
  }

  @Test
  void keepsNothingThatCameOnce() {
    RecentTexts.made("once", HASH, site);
    assertNull(RecentTexts.get(HASH));
    RecentTexts.made("again", HASH, site);
    assertEquals("again", RecentTexts.get(HASH));
  }

  @Test
  void countsInTheBudget_onceAndAsLongAsThereAreAny() {
    long before = PoolBudget.retainedBytes(SizeClass.TEXTS);
    assertEquals(0, before);
    for (int i = 0; i < 10_000; i++) {
      RecentTexts.made("text " + i, i, site);
      RecentTexts.made("text " + i, i, site);
    }
    long retained = PoolBudget.retainedBytes(SizeClass.TEXTS);
    assertTrue(retained > 100_000 && retained < 500_000, () -> "retained " + retained);
    RecentTexts.clear();
    RecentTexts.clear();
    assertEquals(0, PoolBudget.retainedBytes(SizeClass.TEXTS));
  }

  @Test
  void isEmptied_whenNobodyFindsAnythingForLong() {
    RecentTexts.clearIfUnused();
    RecentTexts.clearIfUnused();
    keep("text");
    RecentTexts.found(RecentTexts.get(HASH), site);
    RecentTexts.clearIfUnused();
    assertNotNull(RecentTexts.get(HASH), "it was found since");
    RecentTexts.clearIfUnused();
    assertNull(RecentTexts.get(HASH));
  }

  @Test
  void isEmptiedEverySoOften_howeverMuchIsFound() {
    RecentTexts.clearIfUnused();
    RecentTexts.clearIfUnused();
    keep("text");
    for (int look = 1; look < RecentTexts.LOOKS; look++) {
      RecentTexts.found(RecentTexts.get(HASH), site);
      RecentTexts.clearIfUnused();
    }
    assertNotNull(RecentTexts.get(HASH));
    RecentTexts.found(RecentTexts.get(HASH), site);
    RecentTexts.clearIfUnused();
    assertNull(RecentTexts.get(HASH));
  }

  @Test
  void isEmptied_withAllOtherPools() {
    keep("text");
    assertTrue(Pools.empty());
    assertNull(RecentTexts.get(HASH));
  }

  @Test
  void leavesASiteAlone_whoseTextsNeverComeAgain() {
    int asked = 0;
    while (RecentTexts.isAskedBy(site)) {
      RecentTexts.made("never again " + asked, asked, site);
      asked++;
    }
    assertTrue(asked <= 256, "asked: " + asked);
    long hits = Sites.hits(site);
    assertFalse(RecentTexts.isAskedBy(site));
    assertEquals(hits + 1, Sites.hits(site), "runs are counted all the same");
  }

  private void keep(String text) {
    RecentTexts.made(text, HASH, site);
    RecentTexts.made(text, HASH, site);
  }
}
