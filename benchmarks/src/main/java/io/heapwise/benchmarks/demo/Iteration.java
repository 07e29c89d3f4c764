package io.heapwise.benchmarks.demo;

import java.util.Properties;

/**
 * One image build. The bytes of the first iteration are everything since the JVM started, its own
 * start-up and the agent's included.
 */
record Iteration(
    long bytes,
    GcActivity gc,
    long wallMillis,
    String imageDigest,
    String imageId,
    String tarSha256) {

  void store(Properties properties, int index) {
    String prefix = prefix(index);
    properties.setProperty(prefix + "bytes", Long.toString(bytes));
    properties.setProperty(prefix + "gcCount", Long.toString(gc.count()));
    properties.setProperty(prefix + "gcMillis", Long.toString(gc.millis()));
    properties.setProperty(prefix + "wallMillis", Long.toString(wallMillis));
    properties.setProperty(prefix + "imageDigest", imageDigest);
    properties.setProperty(prefix + "imageId", imageId);
    properties.setProperty(prefix + "tarSha256", tarSha256);
  }

  static Iteration load(Properties properties, int index) {
    String prefix = prefix(index);
    return new Iteration(
        number(properties, prefix + "bytes"),
        new GcActivity(
            number(properties, prefix + "gcCount"), number(properties, prefix + "gcMillis")),
        number(properties, prefix + "wallMillis"),
        text(properties, prefix + "imageDigest"),
        text(properties, prefix + "imageId"),
        text(properties, prefix + "tarSha256"));
  }

  static String text(Properties properties, String key) {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException("no " + key + " in the results");
    }
    return value;
  }

  private static long number(Properties properties, String key) {
    return Long.parseLong(text(properties, key));
  }

  private static String prefix(int index) {
    return "iteration." + index + ".";
  }
}
