package io.heapwise.dump;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Profiles to test with. */
public final class Profiles {
  private static final String[] KINDS = {
    "new",
    "newarray",
    "anewarray",
    "multianewarray",
    "clone",
    "boxing",
    "lambda",
    "varargs",
    "concat",
    "reflection",
    "copyOf",
    "call"
  };
  private static final String[] TYPES = {
    "byte[]",
    "char[]",
    "java.lang.StringBuilder",
    "int[][]",
    "java.util.HashMap$Node",
    "com.acme.Größe"
  };
  private static final String[] REWRITES = {"concat", "buffer", "format"};

  private Profiles() {}

  /** A small one in which everything occurs. */
  public static Profile sample() {
    Location copy = place("java.util.Arrays", "copyOf", "([BI)[B", "Arrays.java", 3537, 1);
    Location read = place("com.acme.io.Reader", "readAll", "()[B", "Reader.java", 87, 12);
    Location digest = place("com.acme.io.Reader", "digest", "(I)V", "Reader.java", 93, 4);
    Location main = place("com.acme.Main", "main", "([Ljava/lang/String;)V", "Main.java", 12, 30);
    Location lambda = place("com.acme.Main$1", "lambda$main$0", "()V", null, 0, Counts.UNKNOWN);
    return new Profile(
        List.of(
            new JvmRun(
                "5f3a",
                "OpenJDK 64-Bit Server VM",
                "17.0.15+6",
                "com.acme.Main",
                4711,
                1_764_000_000_000L,
                61_250,
                List.of("-Xmx2g", "-Dname=\"quoted\""),
                "exact,sampled",
                12_345_678,
                2_345_678,
                9_876_543_210L,
                "exit")),
        new ClassCounts(
            1200, 1100, 97, 23, 1, List.of(new Reason("excluded", 3)), "com.acme.Odd: a failure"),
        List.of(
            new RewriteRow(
                "concat",
                true,
                40,
                3,
                List.of(new Reason("only feeds an exception", 2), new Reason("escapes", 1)),
                1000,
                88_000),
            new RewriteRow("buffer", true, 2, 1, List.of(new Reason("escapes", 1)), 500, 4_104_000),
            new RewriteRow("regex", false, 0, 0, List.of(), 0, 0)),
        List.of(new PoolRow("byte[] 8192", 500, 498, 1, 8192, 16_384)),
        7,
        List.of(
            new SiteRow(read, "byte[]", "newarray", "buffer", null, Counts.avoided(500, 4_104_000)),
            new SiteRow(
                digest,
                "java.lang.StringBuilder",
                "new",
                "concat",
                "escapes: stored in field Reader.sb at line 95",
                new Counts(2000, 176_000, Counts.UNKNOWN, 0, 1500, 132_000, 10, 880)),
            new SiteRow(
                main,
                "java.lang.StringBuilder",
                "new",
                "concat",
                null,
                new Counts(40, 960, 1000, 88_000, Counts.UNKNOWN, Counts.UNKNOWN, -1, -1)),
            new SiteRow(copy, "byte[]", "copyOf", null, null, Counts.sampled(300, 1_200_000)),
            new SiteRow(lambda, "com.acme.Größe", "lambda", null, null, Counts.executed(1, 16)),
            new SiteRow(
                place("Unnamed", "run", "", null, 5, 2),
                "int[]",
                "newarray",
                null,
                null,
                Counts.NONE)),
        List.of(
            new StackRow(List.of(copy, read, main), "byte[]", 300, 1_200_000, -1, -1),
            new StackRow(List.of(digest, main), "java.lang.StringBuilder", 1000, 88_000, 10, 880),
            new StackRow(
                List.of(digest, lambda, main), "java.lang.StringBuilder", 500, 44_000, -1, -1)));
  }

  /** What everything that is not measured has. */
  static Profile empty() {
    return new Profile(List.of(), ClassCounts.NONE, List.of(), List.of(), 0, List.of(), List.of());
  }

  /** One with nothing but these. */
  public static Profile of(List<SiteRow> sites, List<StackRow> stacks) {
    return new Profile(List.of(), ClassCounts.NONE, List.of(), List.of(), 0, sites, stacks);
  }

  /** As many sites as given, and some stacks, all of it from the seed. */
  public static Profile random(long seed, int sites) {
    Random random = new Random(seed);
    List<SiteRow> rows = new ArrayList<>();
    for (int i = 0; i < sites; i++) {
      rows.add(site(random, i));
    }
    List<StackRow> stacks = new ArrayList<>();
    for (SiteRow row : rows) {
      Counts counts = row.counts();
      if (counts.sampledCount() != Counts.UNKNOWN) {
        stacks.add(stack(random, row));
      }
    }
    return new Profile(
        List.of(run(seed)),
        new ClassCounts(sites, 1, 2, 3, 0, List.of(), null),
        rewrites(rows),
        List.of(new PoolRow("byte[] 1024", seed & 0xff, 3, 2, 1024, 2048)),
        random.nextInt(3),
        rows,
        stacks);
  }

  /** The same numbers of the same JVM, taken at another moment. */
  public static Profile taken(Profile profile, long afterMillis, String reason) {
    JvmRun run = profile.runs().get(0);
    return new Profile(
        List.of(
            new JvmRun(
                run.id(),
                run.vm(),
                run.version(),
                run.command(),
                run.pid(),
                run.startMillis(),
                afterMillis,
                run.flags(),
                run.track(),
                run.agentNanos(),
                run.agentBytes(),
                run.allocatedBytes(),
                reason)),
        profile.classes(),
        profile.rewrites(),
        profile.pools(),
        profile.unnumberedHits(),
        profile.sites(),
        profile.stacks());
  }

  static JvmRun run(long pid) {
    return new JvmRun(
        Long.toHexString(pid),
        "vm",
        "25",
        "app.jar",
        pid & 0xffff,
        1_764_000_000_000L + (pid & 0xff),
        1000,
        List.of(),
        "sites",
        1,
        2,
        Counts.UNKNOWN,
        "exit");
  }

  private static SiteRow site(Random random, int number) {
    int cls = number / 5;
    Location location =
        place(
            "com.acme.p" + cls % 97 + ".Class" + cls,
            "method" + number % 5,
            "(I)V",
            "Class" + cls + ".java",
            10 + number % 5 * 7,
            3 + number % 5 * 11);
    int fate = random.nextInt(4);
    String rewrite = fate == 0 ? null : REWRITES[random.nextInt(REWRITES.length)];
    String refusal = fate == 1 ? "escapes: stored in field Class" + cls + ".f" : null;
    Counts counts = Counts.NONE;
    if (fate >= 2) {
      counts = counts.plus(Counts.avoided(random.nextInt(1000), random.nextInt(1_000_000) - 1000));
    }
    if (fate <= 2) {
      long count = random.nextInt(100_000);
      counts = counts.plus(Counts.executed(count, 16 * count));
    }
    if (random.nextInt(4) == 0) {
      counts = counts.plus(Counts.sampled(random.nextInt(500), random.nextInt(1 << 30)));
      if (random.nextBoolean()) {
        counts = counts.plus(Counts.live(random.nextInt(50), random.nextInt(1 << 20)));
      }
    }
    return new SiteRow(
        location,
        TYPES[random.nextInt(TYPES.length)],
        KINDS[random.nextInt(KINDS.length)],
        rewrite,
        refusal,
        counts);
  }

  private static StackRow stack(Random random, SiteRow row) {
    List<Location> frames = new ArrayList<>();
    frames.add(row.location());
    int depth = 1 + random.nextInt(12);
    for (int i = 0; i < depth; i++) {
      int caller = random.nextInt(4) + 4 * (depth - i);
      frames.add(
          place("com.acme.app.Caller" + caller, "call", "()V", "Caller" + caller + ".java", 5, 9));
    }
    Counts counts = row.counts();
    return new StackRow(
        frames,
        row.type(),
        counts.sampledCount(),
        counts.sampledBytes(),
        counts.liveCount(),
        counts.liveBytes());
  }

  private static List<RewriteRow> rewrites(List<SiteRow> rows) {
    List<RewriteRow> rewrites = new ArrayList<>();
    for (String rewrite : REWRITES) {
      long sites = 0;
      long refused = 0;
      Counts counts = Counts.NONE;
      for (SiteRow row : rows) {
        if (rewrite.equals(row.rewrite())) {
          sites += row.isRewritten() ? 1 : 0;
          refused += row.isRefused() ? 1 : 0;
          counts = counts.plus(row.counts());
        }
      }
      rewrites.add(
          new RewriteRow(
              rewrite,
              true,
              sites,
              refused,
              List.of(new Reason("escapes", refused)),
              Counts.known(counts.hits()),
              counts.avoidedBytes()));
    }
    return rewrites;
  }

  private static Location place(
      String className, String method, String descriptor, String file, int line, int index) {
    return new Location(className, method, descriptor, file, line, index);
  }
}
