package io.heapwise.cli;

import io.heapwise.dump.JsonOutput;
import java.io.IOException;
import java.io.PrintStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of what {@code explain} lists, as JSON. */
final class ExplainedSite {
  /** As {@code SiteVerdict.asText} has it: {@code com.acme.Foo.bar(I)V:87@12 concat rewritten}. */
  private static final Pattern SITE =
      Pattern.compile("(\\S+)\\.([^.\\s(]+)(\\(\\S*):(\\d+)@(-?\\d+) (\\w+) (refused: )?(.*)");

  private static final Pattern COUNTS =
      Pattern.compile(".*, (-?\\d+) hits, (-?\\d+) bytes avoided");

  private ExplainedSite() {}

  /**
   * Prints an object in a line of its own: a site, or what went wrong with a class.
   *
   * @param note where the class was found; empty for nothing
   */
  static void print(String line, String note, PrintStream out) {
    JsonOutput json = new JsonOutput(out);
    try {
      json.begin('{');
      Matcher site = SITE.matcher(line);
      if (site.matches()) {
        write(site, json);
      } else {
        json.name("failure").value(line);
      }
      if (!note.isEmpty()) {
        json.name("in").value(note);
      }
      json.end('}').finish();
    } catch (IOException e) {
      throw new IllegalStateException("a PrintStream throws nothing", e);
    }
  }

  private static void write(Matcher site, JsonOutput json) throws IOException {
    json.name("class").value(site.group(1)).name("method").value(site.group(2));
    json.name("descriptor").value(site.group(3));
    json.name("line").value(Integer.parseInt(site.group(4)));
    json.name("index").value(Integer.parseInt(site.group(5)));
    json.name("rewrite").value(site.group(6));
    if (site.group(7) != null) {
      json.name("refusal").value(site.group(8));
      return;
    }
    json.name("on").value(!site.group(8).startsWith("switched off"));
    Matcher counts = COUNTS.matcher(site.group(8));
    if (counts.matches()) {
      json.name("hits").value(Long.parseLong(counts.group(1)));
      json.name("avoidedBytes").value(Long.parseLong(counts.group(2)));
    }
  }
}
