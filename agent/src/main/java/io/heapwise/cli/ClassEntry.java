package io.heapwise.cli;

import java.io.IOException;

/**
 * A class file inside whatever was named on the command line.
 *
 * @param path inside the container
 * @param container path of the nested jar it lies in, or empty
 * @param content reads the bytes anew each time, so that a large jar need not fit into memory
 */
record ClassEntry(String path, String container, Content content) {
  /** Where the bytes are. */
  interface Content {
    byte[] read() throws IOException;
  }

  private static final String VERSIONS = "META-INF/versions/";

  /** Where it lies, for a message. */
  String place() {
    return container.isEmpty() ? path : container + "!/" + path;
  }

  /** What sets it apart from a class of the same name: nested jar and release, or empty. */
  String note() {
    String release = "";
    if (path.startsWith(VERSIONS)) {
      int end = path.indexOf('/', VERSIONS.length());
      release = path.substring(0, end < 0 ? path.length() : end);
    }
    return container + (container.isEmpty() || release.isEmpty() ? "" : ", ") + release;
  }
}
