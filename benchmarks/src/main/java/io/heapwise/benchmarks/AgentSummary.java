package io.heapwise.benchmarks;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines per rewrite of the summary that the agent prints at exit ({@code report=summary}). */
public record AgentSummary(List<RewriteLine> rewrites) {
  private static final Pattern REWRITE =
      Pattern.compile(
          "heapwise: rewrite (\\S+): (\\d+) sites?, (\\d+) refused, (\\d+) hits?,"
              + " (-?\\d+) bytes avoided \\(estimate\\)");

  public AgentSummary {
    rewrites = List.copyOf(rewrites);
  }

  /** {@code avoidedBytes}: what the original instructions would have asked for. */
  public record RewriteLine(String name, long sites, long refused, long hits, long avoidedBytes) {}

  /** Lines of another form are ignored: the program's own output is between them. */
  public static AgentSummary parse(Iterable<String> lines) {
    List<RewriteLine> rewrites = new ArrayList<>();
    for (String line : lines) {
      Matcher matcher = REWRITE.matcher(line.strip());
      if (matcher.matches()) {
        rewrites.add(
            new RewriteLine(
                matcher.group(1),
                Long.parseLong(matcher.group(2)),
                Long.parseLong(matcher.group(3)),
                Long.parseLong(matcher.group(4)),
                Long.parseLong(matcher.group(5))));
      }
    }
    return new AgentSummary(rewrites);
  }

  /** Reads a file into which standard error of a JVM with the agent went. */
  public static AgentSummary parse(Path stderr) throws IOException {
    String text = new String(Files.readAllBytes(stderr), Charset.defaultCharset());
    return parse(text.lines().toList());
  }

  public boolean isEmpty() {
    return rewrites.isEmpty();
  }

  public long hits() {
    return rewrites.stream().mapToLong(RewriteLine::hits).sum();
  }
}
