package io.heapwise.corpus;

import java.io.IOException;
import java.util.List;

/** A corpus of one class. */
final class TargetClassFile implements ClassFiles {
  private static final String PATH = Broken.Target.class.getName().replace('.', '/') + ".class";

  @Override
  public String name() {
    return "target";
  }

  @Override
  public List<String> paths() {
    return List.of(PATH);
  }

  @Override
  public byte[] read(String path) throws IOException {
    return path.equals(PATH) ? Broken.original() : null;
  }

  @Override
  public void close() {}
}
