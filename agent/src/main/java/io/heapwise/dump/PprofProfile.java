package io.heapwise.dump;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

/**
 * A profile in pprof's format, profile.proto in gzip, with eight values for each sample: what was
 * allocated, what is in use, what was executed, and what was avoided.
 *
 * <p>Allocated is what was sampled; where nothing was, what was executed. With sampled stacks,
 * those are samples of their own, with stacks as deep as they are, and sites have the rest of the
 * values. Labels name the type, the kind, and what became of the site.
 */
final class PprofProfile {
  private static final String[][] SAMPLE_TYPES = {
    {"alloc_objects", "count"},
    {"alloc_space", "bytes"},
    {"inuse_objects", "count"},
    {"inuse_space", "bytes"},
    {"executed_objects", "count"},
    {"executed_space", "bytes"},
    {"hits", "count"},
    {"avoided_space", "bytes"},
  };
  private static final int NANOS_PER_MILLI = 1_000_000;

  private final Profile profile;
  private final Counts totals;
  private final OutputStream out;
  private final ProtoOutput part = new ProtoOutput();
  private final ProtoOutput inner = new ProtoOutput();
  private final ProtoOutput whole = new ProtoOutput();
  private final Map<String, Integer> strings = new LinkedHashMap<>();
  private final Map<Function, Integer> functions = new HashMap<>();
  private final Map<Place, Integer> places = new HashMap<>();

  private PprofProfile(Profile profile, OutputStream out) {
    this.profile = profile;
    this.out = out;
    totals = Totals.of(profile).counts();
    string("");
  }

  static void write(Profile profile, OutputStream out) throws IOException {
    GZIPOutputStream zipped = new GZIPOutputStream(out, 1 << 16);
    new PprofProfile(profile, zipped).write();
    zipped.finish();
    out.flush();
  }

  private void write() throws IOException {
    for (String[] type : SAMPLE_TYPES) {
      emit(1, valueType(type[0], type[1]));
    }
    for (StackRow row : RowOrder.byStack(profile.stacks())) {
      writeStack(row);
    }
    for (SiteRow row : RowOrder.bySite(profile.sites())) {
      writeSite(row);
    }
    writeRuns();
    whole.clear().number(14, string("alloc_space")).writeTo(out);
    for (String string : strings.keySet()) {
      whole.clear().text(6, string).writeTo(out);
    }
  }

  private ProtoOutput valueType(String type, String unit) {
    return part.clear().number(1, string(type)).number(2, string(unit));
  }

  private void writeStack(StackRow row) throws IOException {
    long[] values = {
      Counts.known(row.sampledCount()),
      Counts.known(row.sampledBytes()),
      Counts.known(row.liveCount()),
      Counts.known(row.liveBytes()),
      0,
      0,
      0,
      0
    };
    writeSample(row.frames(), values, row.type(), null);
  }

  private void writeSite(SiteRow row) throws IOException {
    Counts counts = row.counts();
    boolean hasStacks = !profile.stacks().isEmpty();
    boolean isSampled = Measure.SAMPLED.isKnown(totals);
    long count = isSampled ? counts.sampledCount() : counts.executedCount();
    long bytes = isSampled ? counts.sampledBytes() : counts.executedBytes();
    long[] values = {
      hasStacks ? 0 : Counts.known(count),
      hasStacks ? 0 : Counts.known(bytes),
      hasStacks ? 0 : Counts.known(counts.liveCount()),
      hasStacks ? 0 : Counts.known(counts.liveBytes()),
      Counts.known(counts.executedCount()),
      Counts.known(counts.executedBytes()),
      Counts.known(counts.hits()),
      counts.avoidedBytes()
    };
    for (long value : values) {
      if (value != 0) {
        writeSample(List.of(row.location()), values, row.type(), row);
        return;
      }
    }
  }

  private void writeSample(List<Location> frames, long[] values, String type, SiteRow site)
      throws IOException {
    long[] ids = new long[frames.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = placeOf(frames.get(i));
    }
    part.clear().numbers(1, ids).numbers(2, values);
    label("type", type);
    if (site != null) {
      label("kind", site.kind());
      label("rewrite", site.rewrite());
      label("refusal", site.refusal());
    }
    emit(2, part);
  }

  private void label(String key, String value) {
    if (value != null) {
      part.message(3, inner.clear().number(1, string(key)).number(2, string(value)));
    }
  }

  /** Time, duration and what else is known of the JVMs. */
  private void writeRuns() throws IOException {
    long first = Long.MAX_VALUE;
    long longest = 0;
    comment(Wording.AVOIDED);
    for (JvmRun run : profile.runs()) {
      first = Math.min(first, run.startMillis());
      longest = Math.max(longest, run.durationMillis());
      comment(run.command() + ", pid " + run.pid() + ", " + run.vm() + " " + run.version());
    }
    if (!profile.runs().isEmpty()) {
      whole.clear().number(9, first * NANOS_PER_MILLI).number(10, longest * NANOS_PER_MILLI);
      whole.writeTo(out);
    }
    emit(11, valueType("space", "bytes"));
  }

  private void comment(String comment) throws IOException {
    whole.clear().number(13, string(comment)).writeTo(out);
  }

  /** A line of a method: what pprof calls a location. */
  private int placeOf(Location location) throws IOException {
    int function = functionOf(location);
    Place place = new Place(function, location.line());
    Integer known = places.get(place);
    if (known != null) {
      return known;
    }
    int id = places.size() + 1;
    places.put(place, id);
    ProtoOutput line = inner.clear().number(1, function).number(2, location.line());
    whole.clear().message(4, new ProtoOutput().number(1, id).message(4, line)).writeTo(out);
    return id;
  }

  private int functionOf(Location location) throws IOException {
    Function function = new Function(location);
    Integer known = functions.get(function);
    if (known != null) {
      return known;
    }
    int id = functions.size() + 1;
    functions.put(function, id);
    String name = location.className() + "." + location.method();
    String file = location.file() == null ? "" : location.file();
    ProtoOutput message = new ProtoOutput();
    message.number(1, id).number(2, string(name)).number(3, string(name + location.descriptor()));
    whole.clear().message(5, message.number(4, string(file))).writeTo(out);
    return id;
  }

  private void emit(int field, ProtoOutput message) throws IOException {
    whole.clear().message(field, message).writeTo(out);
  }

  private int string(String text) {
    Integer known = strings.putIfAbsent(text, strings.size());
    return known != null ? known : strings.size() - 1;
  }

  private record Place(int function, int line) {
    @Override
    public boolean equals(Object object) {
      return object instanceof Place other && function == other.function && line == other.line;
    }

    @Override
    public int hashCode() {
      return function * 31 + line;
    }
  }

  private record Function(String className, String method, String descriptor, String file) {
    Function(Location location) {
      this(location.className(), location.method(), location.descriptor(), location.file());
    }

    @Override
    public boolean equals(Object object) {
      return object instanceof Function other
          && method.equals(other.method)
          && className.equals(other.className)
          && descriptor.equals(other.descriptor)
          && Objects.equals(file, other.file);
    }

    @Override
    public int hashCode() {
      return className.hashCode() * 31 + method.hashCode();
    }
  }
}
