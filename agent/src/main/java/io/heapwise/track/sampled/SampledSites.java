package io.heapwise.track.sampled;

import io.heapwise.dump.Counts;
import io.heapwise.dump.Location;
import io.heapwise.dump.SiteRow;
import io.heapwise.dump.StackRow;
import io.heapwise.track.exact.CountedSite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds for samples the sites that are counted exactly, so that both numbers are in one row: the
 * site of an allocation is where the innermost code is that is counted, and of what is allocated in
 * the JDK on its behalf, as by {@code Integer.valueOf}, where that was called. Confined to one
 * thread.
 *
 * <p>Place and type tell which site it is. The bytecode index, which is that of the code with the
 * counters in it, need only tell apart sites of one type in one line: the nearest is taken, since
 * another agent may have changed the code again.
 */
public final class SampledSites {
  private static final String BYTES = "byte[]";
  private static final String LAMBDA = "$$Lambda";
  private static final String STRING = "java.lang.String";

  private final Map<Line, List<CountedSite>> sites = new HashMap<>();
  private final Set<String> countedClasses = new HashSet<>();
  private final List<CountedSite> counted;

  private record Line(String className, String method, String descriptor, int line) {
    static Line of(Location location) {
      return new Line(
          location.className(), location.method(), location.descriptor(), location.line());
    }
  }

  /**
   * @param counted the sites that samples may be of
   */
  public SampledSites(List<CountedSite> counted) {
    this.counted = counted;
    for (CountedSite site : counted) {
      if (isComparable(site)) {
        Location location = site.row().location();
        countedClasses.add(location.className());
        sites.computeIfAbsent(Line.of(location), line -> new ArrayList<>()).add(site);
      }
    }
  }

  /** What some calls allocate inside is not counted; so what is sampled there is not theirs. */
  private static boolean isComparable(CountedSite site) {
    return site.countedIndex() != Counts.UNKNOWN && !site.row().kind().equals("call");
  }

  /**
   * Rows for all samples; none at all is the number of those sites that are counted and never met.
   * Rows of one site are to be added up, with the ones that count it.
   */
  public List<SiteRow> of(List<StackRow> stacks) {
    List<SiteRow> rows = new ArrayList<>();
    for (CountedSite site : counted) {
      if (isComparable(site)) {
        rows.add(row(site.row(), Counts.sampled(0, 0)));
      }
    }
    for (StackRow stack : stacks) {
      Counts counts =
          Counts.sampled(stack.sampledCount(), stack.sampledBytes())
              .plus(Counts.live(stack.liveCount(), stack.liveBytes()));
      SiteRow site = siteOf(stack);
      rows.add(
          site != null
              ? row(site, counts)
              : new SiteRow(stack.frames().get(0), stack.type(), "", null, null, counts));
    }
    return rows;
  }

  private static SiteRow row(SiteRow site, Counts counts) {
    return new SiteRow(
        site.location(), site.type(), site.kind(), site.rewrite(), site.refusal(), counts);
  }

  private SiteRow siteOf(StackRow stack) {
    List<Location> frames = stack.frames();
    int place = 0;
    while (place < frames.size() && !countedClasses.contains(frames.get(place).className())) {
      place++;
    }
    if (place == frames.size()) {
      return null;
    }
    Location frame = frames.get(place);
    CountedSite nearest = null;
    for (CountedSite site : sites.getOrDefault(Line.of(frame), List.of())) {
      if (makes(site.row(), stack.type(), frames.subList(0, place))
          && (nearest == null || distance(site, frame) < distance(nearest, frame))) {
        nearest = site;
      }
    }
    return nearest == null ? null : nearest.row();
  }

  private static int distance(CountedSite site, Location frame) {
    return Math.abs(site.countedIndex() - frame.bytecodeIndex());
  }

  /**
   * Whether a site may be what made an object of a type.
   *
   * @param inside the frames within the call that the site is
   */
  private static boolean makes(SiteRow site, String type, List<Location> inside) {
    boolean sameType = site.type().equals(type);
    return switch (site.kind()) {
      case "boxing" -> sameType && areAllOf(inside, site.type());
      case "copyOf" -> sameType && areAllOf(inside, "java.util.Arrays", "java.lang.reflect.Array");
      case "clone" ->
          (sameType || !site.type().endsWith("[]")) && areAllOf(inside, "java.lang.Object");
      case "concat" ->
          (type.equals(BYTES) || type.equals(STRING))
              && areAllOf(
                  inside,
                  STRING,
                  "java.lang.StringConcatHelper*",
                  "java.lang.invoke.*",
                  "jdk.internal.misc.Unsafe");
      case "lambda" ->
          type.contains(LAMBDA)
              && areAllOf(inside, "java.lang.invoke.*", site.location().className() + LAMBDA + "*");
      case "reflection" ->
          areAllOf(
              inside,
              "java.lang.Class",
              "java.lang.reflect.*",
              "java.lang.invoke.*",
              "jdk.internal.misc.Unsafe",
              "jdk.internal.reflect.*");
      default -> sameType && inside.isEmpty();
    };
  }

  private static boolean areAllOf(List<Location> frames, String... classes) {
    for (Location frame : frames) {
      boolean isOne = false;
      for (String name : classes) {
        isOne |=
            name.endsWith("*")
                ? frame.className().startsWith(name.substring(0, name.length() - 1))
                : frame.className().equals(name);
      }
      if (!isOne) {
        return false;
      }
    }
    return true;
  }
}
