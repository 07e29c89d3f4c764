package io.heapwise.corpus;

import java.io.IOException;
import java.util.List;

/** The class files of one jar or module. */
interface ClassFiles extends AutoCloseable {
  /** What the report calls it. */
  String name();

  /** The places of all class files, in a fixed order. */
  List<String> paths();

  /** The class file at a place, or null. */
  byte[] read(String path) throws IOException;

  @Override
  void close() throws IOException;
}
