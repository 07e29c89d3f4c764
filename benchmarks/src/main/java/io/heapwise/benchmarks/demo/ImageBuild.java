package io.heapwise.benchmarks.demo;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.Ports;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The measured program: builds a container image from a tree of files, without a network and
 * without a Docker daemon, as often as asked; caches are empty each time. Knows nothing of the
 * agent.
 */
public final class ImageBuild {
  private final Path tree;
  private final Path cache;
  private final Path tar;

  private ImageBuild(Path tree, Path directory) {
    this.tree = tree;
    cache = directory.resolve("cache");
    tar = directory.resolve("image.tar");
  }

  /** Arguments: tree, working directory, results file, number of iterations. */
  public static void main(String[] args) {
    try {
      AllocationMeter meter = AllocationMeter.start();
      ImageBuild build = new ImageBuild(Path.of(args[0]), Path.of(args[1]));
      build.repeat(Integer.parseInt(args[3]), meter, Path.of(args[2]));
    } catch (Throwable e) {
      e.printStackTrace();
      // Threads of an unfinished build would keep the JVM alive.
      System.exit(1);
    }
  }

  private void repeat(int count, AllocationMeter meter, Path results) throws Exception {
    List<Iteration> iterations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      FileTree.delete(cache);
      Files.deleteIfExists(tar);
      GcActivity gcBefore = i == 0 ? new GcActivity(0, 0) : GcActivity.now();
      long bytesBefore = i == 0 ? 0 : meter.totalBytes();
      long startNanos = System.nanoTime();
      JibContainer container = build();
      long wallMillis = (System.nanoTime() - startNanos) / 1_000_000;
      long bytes = meter.totalBytes() - bytesBefore;
      iterations.add(
          new Iteration(
              bytes,
              GcActivity.now().since(gcBefore),
              wallMillis,
              container.getDigest().toString(),
              container.getImageId().toString(),
              sha256(tar)));
      new BuildResults(jvm(), meter.method(), iterations).store(results);
    }
    FileTree.delete(cache);
  }

  private JibContainer build() throws Exception {
    return Jib.fromScratch()
        .addLayer(List.of(tree.resolve(GeneratedTree.LIBRARIES)), AbsoluteUnixPath.get("/app/libs"))
        .addLayer(
            List.of(tree.resolve(GeneratedTree.RESOURCES)), AbsoluteUnixPath.get("/app/resources"))
        .setEntrypoint("java", "-cp", "/app/resources:/app/libs/*", "demo.Main")
        .addEnvironmentVariable("LANG", "C.UTF-8")
        .setExposedPorts(Ports.parse(List.of("8080")))
        .setLabels(Map.of("purpose", "heapwise demo"))
        .setCreationTime(Instant.EPOCH)
        .containerize(
            Containerizer.to(TarImage.at(tar).named("heapwise/demo"))
                .setOfflineMode(true)
                .setApplicationLayersCache(cache)
                .setBaseImageLayersCache(cache));
  }

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] chunk = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        digest.update(chunk, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String jvm() {
    return System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")";
  }
}
