package io.heapwise.dump;

import java.io.IOException;
import java.io.OutputStream;

/** The formats that a profile can be written in, each with the ending of its files' names. */
public enum DumpFormat {
  TEXT(".txt") {
    @Override
    public void write(Profile profile, OutputStream out) throws IOException {
      TextReport.write(profile, TextOptions.DEFAULT, out);
    }
  },
  JSON(".json") {
    @Override
    public void write(Profile profile, OutputStream out) throws IOException {
      JsonProfileWriter.write(profile, out);
    }
  },
  COLLAPSED(".collapsed") {
    @Override
    public void write(Profile profile, OutputStream out) throws IOException {
      CollapsedStacks.write(profile, true, out);
    }
  },
  PPROF(".pb.gz") {
    @Override
    public void write(Profile profile, OutputStream out) throws IOException {
      PprofProfile.write(profile, out);
    }
  },
  HTML(".html") {
    @Override
    public void write(Profile profile, OutputStream out) throws IOException {
      HtmlReport.write(profile, out);
    }
  };

  private final String ending;

  DumpFormat(String ending) {
    this.ending = ending;
  }

  /** With the dot. */
  public String ending() {
    return ending;
  }

  /** The format of a file with this name; null if no format has its ending. */
  public static DumpFormat ofFile(String name) {
    for (DumpFormat format : values()) {
      if (name.endsWith(format.ending)) {
        return format;
      }
    }
    return null;
  }

  /** All endings, for a message: {@code .txt, .json}. */
  public static String endings() {
    StringBuilder endings = new StringBuilder();
    for (DumpFormat format : values()) {
      endings.append(endings.length() == 0 ? "" : ", ").append(format.ending);
    }
    return endings.toString();
  }

  /** Writes all of the profile and flushes; the stream stays open. */
  public abstract void write(Profile profile, OutputStream out) throws IOException;
}
