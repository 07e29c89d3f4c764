package io.heapwise.dump;

import java.util.ArrayList;
import java.util.List;

/** Reads what {@link JsonProfileWriter} writes. Members that it does not know are passed over. */
final class JsonProfileReader {
  private final JsonInput json;
  private final List<JvmRun> runs = new ArrayList<>();
  private final List<RewriteRow> rewrites = new ArrayList<>();
  private final List<PoolRow> pools = new ArrayList<>();
  private final List<SiteRow> sites = new ArrayList<>();
  private final List<Location> frames = new ArrayList<>();
  private final List<StackRow> stacks = new ArrayList<>();
  private ClassCounts classes = ClassCounts.NONE;
  private long unnumberedHits;

  private JsonProfileReader(byte[] file, RememberedTexts texts) {
    json = new JsonInput(file, texts);
  }

  static Profile read(byte[] file, RememberedTexts texts) throws MalformedProfileException {
    return new JsonProfileReader(file, texts).read();
  }

  /**
   * The JVMs that a profile is of, for which its beginning is enough.
   *
   * @param start the first bytes of a file, or all
   */
  static List<JvmRun> readRuns(byte[] start) throws MalformedProfileException {
    return new JsonProfileReader(start, new RememberedTexts()).readRuns();
  }

  private List<JvmRun> readRuns() throws MalformedProfileException {
    json.beginObject();
    readHeader();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      if (name.equals("runs")) {
        each(() -> runs.add(run()));
        return runs;
      }
      json.skip();
    }
    return runs;
  }

  private Profile read() throws MalformedProfileException {
    json.beginObject();
    readHeader();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      switch (name) {
        case "runs" -> each(() -> runs.add(run()));
        case "classes" -> classes = classes();
        case "rewrites" -> each(() -> rewrites.add(rewrite()));
        case "pools" -> each(() -> pools.add(pool()));
        case "unnumberedHits" -> unnumberedHits = count();
        case "sites" -> each(() -> sites.add(site()));
        case "frames" -> each(() -> frames.add(frame()));
        case "stacks" -> each(() -> stacks.add(stack()));
        default -> json.skip();
      }
    }
    json.end();
    return new Profile(runs, classes, rewrites, pools, unnumberedHits, sites, stacks);
  }

  /** Format and version come first, so that what is something else says so at once. */
  private void readHeader() throws MalformedProfileException {
    if (!"format".equals(json.nextName())
        || !JsonProfileWriter.FORMAT.equals(json.textOrNull())
        || !"version".equals(json.nextName())) {
      throw json.failure(
          "a profile begins with {\"format\":\"" + JsonProfileWriter.FORMAT + "\",\"version\":1");
    }
    long version = json.integer();
    if (version != JsonProfileWriter.VERSION) {
      throw json.failureOfValue(
          "version "
              + version
              + " of the format is not known; this Heapwise reads version "
              + JsonProfileWriter.VERSION);
    }
  }

  /** Reads the value of an element. */
  private interface Element {
    void read() throws MalformedProfileException;
  }

  private void each(Element element) throws MalformedProfileException {
    json.beginArray();
    while (json.nextElement()) {
      element.read();
    }
  }

  private JvmRun run() throws MalformedProfileException {
    String id = "";
    String vm = "";
    String version = "";
    String command = "";
    long pid = 0;
    long startMillis = 0;
    long durationMillis = 0;
    List<String> flags = new ArrayList<>();
    String track = "";
    long agentNanos = 0;
    long agentBytes = Counts.UNKNOWN;
    long allocatedBytes = Counts.UNKNOWN;
    String reason = "";
    json.beginObject();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      switch (name) {
        case "id" -> id = json.text();
        case "vm" -> vm = json.text();
        case "version" -> version = json.text();
        case "command" -> command = json.text();
        case "pid" -> pid = count();
        case "startMillis" -> startMillis = json.integer();
        case "durationMillis" -> durationMillis = count();
        case "flags" -> each(() -> flags.add(json.text()));
        case "track" -> track = json.text();
        case "agentNanos" -> agentNanos = count();
        case "agentBytes" -> agentBytes = count();
        case "allocatedBytes" -> allocatedBytes = count();
        case "reason" -> reason = json.text();
        default -> json.skip();
      }
    }
    return new JvmRun(
        id,
        vm,
        version,
        command,
        pid,
        startMillis,
        durationMillis,
        flags,
        track,
        agentNanos,
        agentBytes,
        allocatedBytes,
        reason);
  }

  private ClassCounts classes() throws MalformedProfileException {
    long seen = 0;
    long skipped = 0;
    long parsed = 0;
    long changed = 0;
    long failed = 0;
    List<Reason> leftAlone = List.of();
    String firstFailure = null;
    json.beginObject();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      switch (name) {
        case "seen" -> seen = count();
        case "skipped" -> skipped = count();
        case "parsed" -> parsed = count();
        case "changed" -> changed = count();
        case "failed" -> failed = count();
        case "leftAlone" -> leftAlone = reasons();
        case "firstFailure" -> firstFailure = json.textOrNull();
        default -> json.skip();
      }
    }
    return new ClassCounts(seen, skipped, parsed, changed, failed, leftAlone, firstFailure);
  }

  private RewriteRow rewrite() throws MalformedProfileException {
    String rewrite = null;
    boolean on = false;
    long rewritten = 0;
    long refused = 0;
    List<Reason> refusals = List.of();
    long hits = 0;
    long avoidedBytes = 0;
    json.beginObject();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      switch (name) {
        case "rewrite" -> rewrite = json.text();
        case "on" -> on = json.bool();
        case "sites" -> rewritten = count();
        case "refused" -> refused = count();
        case "refusals" -> refusals = reasons();
        case "hits" -> hits = count();
        case "avoidedBytes" -> avoidedBytes = json.integer();
        default -> json.skip();
      }
    }
    require(rewrite, "rewrite");
    return new RewriteRow(rewrite, on, rewritten, refused, refusals, hits, avoidedBytes);
  }

  private List<Reason> reasons() throws MalformedProfileException {
    List<Reason> reasons = new ArrayList<>();
    each(() -> reasons.add(reason()));
    return reasons;
  }

  private Reason reason() throws MalformedProfileException {
    String text = null;
    long count = 0;
    json.beginObject();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      switch (name) {
        case "reason" -> text = json.text();
        case "count" -> count = count();
        default -> json.skip();
      }
    }
    require(text, "reason");
    return new Reason(text, count);
  }

  private PoolRow pool() throws MalformedProfileException {
    String pool = null;
    long claims = 0;
    long hits = 0;
    long drops = 0;
    long retainedBytes = 0;
    long highWaterBytes = 0;
    json.beginObject();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      switch (name) {
        case "name" -> pool = json.text();
        case "claims" -> claims = count();
        case "hits" -> hits = count();
        case "drops" -> drops = count();
        case "retainedBytes" -> retainedBytes = count();
        case "highWaterBytes" -> highWaterBytes = count();
        default -> json.skip();
      }
    }
    require(pool, "name");
    return new PoolRow(pool, claims, hits, drops, retainedBytes, highWaterBytes);
  }

  private SiteRow site() throws MalformedProfileException {
    LocationMembers location = new LocationMembers();
    CountMembers counts = new CountMembers();
    String type = null;
    String kind = null;
    String rewrite = null;
    String refusal = null;
    json.beginObject();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      switch (name) {
        case "type" -> type = json.text();
        case "kind" -> kind = json.text();
        case "rewrite" -> rewrite = json.textOrNull();
        case "refusal" -> refusal = json.textOrNull();
        default -> {
          if (!location.read(name) && !counts.read(name)) {
            json.skip();
          }
        }
      }
    }
    require(type, "type");
    require(kind, "kind");
    return new SiteRow(location.build(), type, kind, rewrite, refusal, counts.build());
  }

  private Location frame() throws MalformedProfileException {
    LocationMembers location = new LocationMembers();
    json.beginObject();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      if (!location.read(name)) {
        json.skip();
      }
    }
    return location.build();
  }

  private StackRow stack() throws MalformedProfileException {
    CountMembers counts = new CountMembers();
    List<Location> stack = new ArrayList<>();
    String type = null;
    json.beginObject();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      switch (name) {
        case "type" -> type = json.text();
        case "frames" -> each(() -> stack.add(numberedFrame()));
        default -> {
          if (!counts.read(name)) {
            json.skip();
          }
        }
      }
    }
    require(type, "type");
    if (stack.isEmpty()) {
      throw json.failure("a stack without frames ends here");
    }
    return new StackRow(
        stack, type, counts.sampledCount, counts.sampledBytes, counts.liveCount, counts.liveBytes);
  }

  private Location numberedFrame() throws MalformedProfileException {
    long number = json.integer();
    if (number < 0 || number >= frames.size()) {
      throw json.failureOfValue(
          "there is no frame " + number + "; " + frames.size() + " came before the stacks");
    }
    return frames.get((int) number);
  }

  private long count() throws MalformedProfileException {
    long count = json.integer();
    if (count < 0) {
      throw json.failureOfValue("a count may not be negative");
    }
    return count;
  }

  private int smallCount() throws MalformedProfileException {
    long count = count();
    if (count > Integer.MAX_VALUE) {
      throw json.failureOfValue("the number is out of range");
    }
    return (int) count;
  }

  private void require(Object member, String name) throws MalformedProfileException {
    if (member == null) {
      throw json.failure("an object without its member '" + name + "' ends here");
    }
  }

  /** The members of a place, which sites and frames have. */
  private final class LocationMembers {
    private String className;
    private String method;
    private String descriptor = "";
    private String file;
    private int line;
    private int index = Counts.UNKNOWN;

    boolean read(String name) throws MalformedProfileException {
      switch (name) {
        case "class" -> className = json.text();
        case "method" -> method = json.text();
        case "descriptor" -> descriptor = json.text();
        case "file" -> file = json.textOrNull();
        case "line" -> line = smallCount();
        case "index" -> index = smallCount();
        default -> {
          return false;
        }
      }
      return true;
    }

    Location build() throws MalformedProfileException {
      require(className, "class");
      require(method, "method");
      return new Location(className, method, descriptor, file, line, index);
    }
  }

  /** The members that count, which sites and stacks have. */
  private final class CountMembers {
    private long executedCount = Counts.UNKNOWN;
    private long executedBytes = Counts.UNKNOWN;
    private long hits = Counts.UNKNOWN;
    private long avoidedBytes;
    private long sampledCount = Counts.UNKNOWN;
    private long sampledBytes = Counts.UNKNOWN;
    private long liveCount = Counts.UNKNOWN;
    private long liveBytes = Counts.UNKNOWN;

    boolean read(String name) throws MalformedProfileException {
      switch (name) {
        case "executedCount" -> executedCount = count();
        case "executedBytes" -> executedBytes = count();
        case "hits" -> hits = count();
        case "avoidedBytes" -> avoidedBytes = json.integer();
        case "sampledCount" -> sampledCount = count();
        case "sampledBytes" -> sampledBytes = count();
        case "liveCount" -> liveCount = count();
        case "liveBytes" -> liveBytes = count();
        default -> {
          return false;
        }
      }
      return true;
    }

    Counts build() throws MalformedProfileException {
      if (hits == Counts.UNKNOWN && avoidedBytes != 0) {
        throw json.failure("a site with avoidedBytes but without hits ends here");
      }
      return new Counts(
          executedCount,
          executedBytes,
          hits,
          avoidedBytes,
          sampledCount,
          sampledBytes,
          liveCount,
          liveBytes);
    }
  }
}
